import { dirname } from 'node:path';
import * as vscode from 'vscode';

/** The folder of a file as seen from its workspace folder, else in full. Empty directly in it. */
export function placeInWorkspace(path: string): string {
  const folder = dirname(path);
  const root = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
  return root?.uri.fsPath === folder ? '' : vscode.workspace.asRelativePath(folder, false);
}
