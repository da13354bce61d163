import { basename } from 'node:path';
import * as vscode from 'vscode';
import { WorkbenchError } from '../../contract/issue';
import type { Sidecar } from '../../contract/sidecar';
import { changedSidecar } from '../../sidecar/save-sidecar';
import { textDifference } from './settings-text';

/**
 * Merges changes into a model's settings as an edit of the file's text, which the editor can undo, saves it, and gives its
 * path. Throws WorkbenchError: `sidecar-invalid`, `settings-not-saved` where the text holds changes that are not saved.
 */
export async function editSettings(model: string, changes: Partial<Sidecar>): Promise<string> {
  const { path, text } = await changedSidecar(model, changes);
  const uri = vscode.Uri.file(path);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.fsPath === uri.fsPath);
  if (open?.isDirty === true) throw notSaved(path);
  const change = new vscode.WorkspaceEdit();
  const document = open ?? (await documentAt(uri));
  if (document) {
    const { offset, length, content } = textDifference(document.getText(), text);
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    change.replace(uri, range, content);
  } else {
    change.createFile(uri, { contents: new TextEncoder().encode(text) });
  }
  if (!(await vscode.workspace.applyEdit(change))) throw new Error(`${path} did not take the change.`);
  await (await documentAt(uri))?.save();
  return path;
}

/** Undefined where there is no such file. */
async function documentAt(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
  return vscode.workspace.openTextDocument(uri);
}

function notSaved(path: string): WorkbenchError {
  const name = basename(path);
  const message = vscode.l10n.t('{0} has changes that are not saved. Save it, then try again.', name);
  return new WorkbenchError('usage', { code: 'settings-not-saved', message, file: path });
}
