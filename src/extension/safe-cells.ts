import * as vscode from 'vscode';

/** Whether what is copied and exported is to have no cell that a spreadsheet would run as a formula. */
export function wantsSafeCells(): boolean {
  return vscode.workspace.getConfiguration('onnxWorkbench').get('safeCells', false);
}
