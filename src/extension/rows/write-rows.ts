import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { ExportRequest } from '../../contract/rows';
import type { Client } from '../../contract/rpc';
import { cancellable } from '../cancellable';

export interface FileFormat {
  readonly name: string;
  readonly extension: string;
}

export const CSV: FileFormat = { name: 'CSV', extension: 'csv' };
export const PARQUET: FileFormat = { name: 'Parquet', extension: 'parquet' };
/** What rows can be written as; the first is proposed. */
export const FORMATS: readonly FileFormat[] = [
  CSV,
  { name: 'JSON', extension: 'json' },
  { name: 'JSON Lines', extension: 'jsonl' },
  PARQUET,
];

/** Asks where rows go; undefined where the dialog was closed. */
export async function askForFile(
  proposed: string,
  formats: readonly FileFormat[],
  words: Pick<vscode.SaveDialogOptions, 'title' | 'saveLabel'>,
): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(proposed),
    filters: Object.fromEntries(formats.map((format) => [format.name, [format.extension]])),
    ...words,
  });
}

/** Writes rows with progress and answers how many; undefined where it was cancelled. */
export async function writeRows(
  engine: Pick<Client<EngineProtocol>, 'exportRows'>,
  request: ExportRequest,
): Promise<number | undefined> {
  const title = vscode.l10n.t('Writing {0}', basename(request.path));
  return cancellable(title, (signal) => engine.exportRows(request, { signal }));
}
