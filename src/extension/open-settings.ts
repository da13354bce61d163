import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { OWN_SETTINGS_SUFFIX } from '../contract/beside';
import type { SettingsWanted } from '../contract/results-page';
import { settingsTemplate } from './settings-template';

/**
 * Opens the settings file beside a model. Where there is none, an unsaved one with a template is shown: nothing is
 * written until the user saves it.
 */
export async function openSettings(model: string, wanted: SettingsWanted): Promise<void> {
  const uri = vscode.Uri.file(model + OWN_SETTINGS_SUFFIX);
  if (existsSync(uri.fsPath)) {
    await vscode.window.showTextDocument(uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() !== '') return;
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), settingsTemplate(wanted)));
}
