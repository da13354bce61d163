import * as vscode from 'vscode';

const SAID_MS = 3_000;

/** Puts a text on the clipboard, and says so in the status bar. */
export async function copyText(text: string, said: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  sayCopied(said);
}

/** Says in the status bar that something is on the clipboard. */
export function sayCopied(said: string): void {
  vscode.window.setStatusBarMessage(said, SAID_MS);
}

/** Puts the path of a log's file on the clipboard. */
export function copyLogPath(log: string): Promise<void> {
  return copyText(log, vscode.l10n.t('Copied the path of the log.'));
}
