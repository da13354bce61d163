import { isAbsolute, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { BindingOptions } from '../contract/binding-options';
import type { PredictCommand } from '../contract/predict-command';
import { shellOf, shellQuote } from '../contract/shell-quote';
import { sayCopied } from './copy-text';

/** Puts a command line on the clipboard, and says what of it no flag can say. */
export async function copyCommand({ words, unsaid }: PredictCommand): Promise<void> {
  const shell = shellOf(vscode.env.shell, process.platform);
  await vscode.env.clipboard.writeText(`onnx-workbench ${shellQuote(words, shell)}`);
  if (unsaid.length === 0) {
    sayCopied(vscode.l10n.t('Copied as command.'));
    return;
  }
  const keys = unsaid.map((key) => `"${key}"`).join(', ');
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Copied as command, but no flag can say what was chosen for {0}. Save the columns beside the model, then the command does the same.',
      keys,
    ),
  );
}

/** Undefined where a terminal starts in the folder that paths are relative to. */
export function pathFromTerminal(folder: string): ((path: string) => string) | undefined {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first?.uri.fsPath === folder) return undefined;
  return (path) => (isAbsolute(path) ? path : resolve(folder, path));
}

/** A settings file as a terminal finds it. */
export function absoluteSettings(binding: BindingOptions, path: (path: string) => string): BindingOptions {
  return { ...binding, ...(binding.sidecar !== undefined && { sidecar: path(binding.sidecar) }) };
}
