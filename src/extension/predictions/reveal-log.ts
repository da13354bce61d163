import { dirname } from 'node:path';
import * as vscode from 'vscode';

/** Shows the log's folder: in the Explorer where it lies in the workspace, else in the system's file manager. */
export async function revealLog(log: string): Promise<void> {
  const uri = vscode.Uri.file(log);
  if (vscode.workspace.getWorkspaceFolder(uri)) {
    await vscode.commands.executeCommand('revealInExplorer', uri);
    return;
  }
  const isLocal = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isLocal) {
    await vscode.commands.executeCommand('revealFileInOS', uri);
    return;
  }
  const copy = vscode.l10n.t('Copy Path');
  const message = vscode.l10n.t('The log lies outside this workspace, in {0}.', dirname(log));
  if ((await vscode.window.showInformationMessage(message, copy)) === copy) await vscode.env.clipboard.writeText(log);
}
