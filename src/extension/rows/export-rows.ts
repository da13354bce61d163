import { basename, dirname, extname, join } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { ViewToWrite } from '../../contract/rows-page';
import type { Client } from '../../contract/rpc';
import { revealFile } from '../reveal-file';
import { wantsSafeCells } from '../safe-cells';
import { opensParquet } from './parquet-editors';
import { askForFile, FORMATS, PARQUET, writeRows, type FileFormat } from './write-rows';

export interface RowsWriter {
  /** The file whose name another is proposed from. */
  readonly data: string;
  readonly engine: Pick<Client<EngineProtocol>, 'exportRows'>;
}

/** Asks for a file and writes rows to it. */
export function exportRows(writer: RowsWriter, request: ViewToWrite): Promise<void> {
  return write(writer, request, FORMATS, sayWritten);
}

/** Asks for a Parquet file, writes rows to it, and shows it. */
export function openAsParquet(writer: RowsWriter, request: ViewToWrite): Promise<void> {
  return write(writer, request, [PARQUET], showParquet);
}

/** Nothing happens further where the user closes the dialog or cancels. */
async function write(
  { data, engine }: RowsWriter,
  request: ViewToWrite,
  formats: readonly FileFormat[],
  whenWritten: (written: Written) => Promise<void>,
): Promise<void> {
  const [first = PARQUET] = formats;
  const isData = request.keep === 'inputs';
  const name = `${basename(data, extname(data))}.${isData ? 'rows' : 'predictions'}.${first.extension}`;
  const uri = await askForFile(
    join(dirname(data), name),
    formats,
    isData
      ? { title: vscode.l10n.t('Save Rows as Data') }
      : { title: vscode.l10n.t('Export Predictions'), saveLabel: vscode.l10n.t('Export') },
  );
  if (!uri) return;
  const rows = await writeRows(engine, { ...request, path: uri.fsPath, safeCells: wantsSafeCells() });
  if (rows !== undefined) await whenWritten({ uri, rows });
}

interface Written {
  readonly uri: vscode.Uri;
  readonly rows: number;
}

function writtenText({ uri, rows }: Written): string {
  const name = basename(uri.fsPath);
  return rows === 1 ? vscode.l10n.t('Wrote 1 row to {0}.', name) : vscode.l10n.t('Wrote {0} rows to {1}.', rows, name);
}

async function sayWritten(written: Written): Promise<void> {
  const open = vscode.l10n.t('Open File');
  const chosen = await vscode.window.showInformationMessage(writtenText(written), open);
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', written.uri);
}

/** Without an extension that reads Parquet an editor would only say that the file is binary. */
async function showParquet(written: Written): Promise<void> {
  if (opensParquet(vscode.extensions.all.map(({ packageJSON }) => packageJSON as unknown))) {
    await vscode.commands.executeCommand('vscode.open', written.uri);
    return;
  }
  const reveal = vscode.l10n.t('Reveal in Explorer');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0} No installed extension opens Parquet files.', writtenText(written)),
    reveal,
  );
  if (chosen === reveal) await revealFile(written.uri.fsPath);
}
