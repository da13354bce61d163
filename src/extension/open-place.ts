import * as vscode from 'vscode';
import type { FilePlace } from '../contract/page';

/** Opens a file, at its line where it is a text; `line` and `column` count from 1. */
export async function openPlace(place: FilePlace): Promise<void> {
  const uri = vscode.Uri.file(place.file);
  if (place.line === undefined) {
    await vscode.commands.executeCommand('vscode.open', uri);
    return;
  }
  const position = new vscode.Position(Math.max(0, place.line - 1), Math.max(0, (place.column ?? 1) - 1));
  await vscode.commands.executeCommand('vscode.open', uri, { selection: new vscode.Range(position, position) });
}
