import * as vscode from 'vscode';

/** Whether a model may run here. Where not, says why and offers the way out. */
export async function mayRunModels(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const action = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t('Running a model needs a trusted workspace, because a model is code from somebody.');
  if ((await vscode.window.showWarningMessage(message, action)) === action) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return vscode.workspace.isTrusted;
}
