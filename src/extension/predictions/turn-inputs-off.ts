import { basename } from 'node:path';
import * as vscode from 'vscode';

/** Keeps the inputs of later runs of a model out of the log, by its settings, and says so. */
export async function turnInputsOff(model: string): Promise<void> {
  const { saveSidecar } = await import('../../sidecar/save-sidecar');
  const path = await saveSidecar(model, { log: { inputs: 'off' } });
  const open = vscode.l10n.t('Open Settings File');
  const message = vscode.l10n.t(
    'From the next run on, inputs of {0} are not logged: "log": {"inputs": "off"} now stands in {1}. Runs that are logged already keep theirs; delete them in the Predictions view.',
    basename(model),
    basename(path),
  );
  if ((await vscode.window.showInformationMessage(message, open)) === open) {
    await vscode.window.showTextDocument(vscode.Uri.file(path));
  }
}
