import { dirname } from 'node:path';
import * as vscode from 'vscode';

/**
 * Shows a file in its folder: in the Explorer where it lies in the workspace, else in the system's file manager. Where
 * neither can be, says where it lies.
 */
export async function revealFile(path: string): Promise<void> {
  const uri = vscode.Uri.file(path);
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
  const message = vscode.l10n.t('The file lies outside this workspace, in {0}.', dirname(path));
  if ((await vscode.window.showInformationMessage(message, copy)) === copy) await vscode.env.clipboard.writeText(path);
}
