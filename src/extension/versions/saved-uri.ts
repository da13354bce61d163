import * as vscode from 'vscode';

/** Addresses of saved versions: the path of the model today, and the version's name as the query. */
export const SAVED_SCHEME = 'onnx-version';

export function savedUri(model: vscode.Uri, name: string): vscode.Uri {
  return model.with({ scheme: SAVED_SCHEME, query: name });
}

export function savedReference(uri: vscode.Uri): { readonly path: string; readonly name: string } {
  return { path: vscode.Uri.file(uri.path).fsPath, name: uri.query };
}

/** Git's own address of a file at a revision, which VS Code's Git reads. `path` is absolute, of that time. */
export function gitUri(path: string, revision: string): vscode.Uri {
  const file = vscode.Uri.file(path);
  return file.with({ scheme: 'git', query: JSON.stringify({ path: file.fsPath, ref: revision }) });
}
