import { basename } from 'node:path';
import * as vscode from 'vscode';
import { WorkbenchError } from '../../contract/issue';
import type { SelectedRows } from '../../contract/selected-rows';
import { selectedCsvRows } from './csv-rows';
import { selectedJson, selectedJsonLines } from './json-value';
import type { NothingSelected, Selected, TextRange } from './selected-text';

/** Rows of the active editor, and the file that they stand in; of an unsaved one the name that it would get. */
export interface EditorSelection {
  readonly file: string;
  readonly isSaved: boolean;
  readonly rows: SelectedRows;
}

/** The rows that are selected in the active editor. Throws WorkbenchError (`usage`) where there are none. */
export function editorSelection(): EditorSelection {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw nothing('no-editor');
  const { document, selections } = editor;
  const ranges = selections.map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }));
  const selected = select(document, ranges);
  if (selected.kind !== 'rows') throw nothing(selected.kind);
  return { file: fileOf(document), isSaved: !document.isUntitled, rows: selected.rows };
}

function select(document: vscode.TextDocument, ranges: readonly TextRange[]): Selected {
  const text = document.getText();
  switch (languageOf(document, text)) {
    case 'lines':
      return selectedJsonLines(text, ranges);
    case 'json':
      return selectedJson(text, hullOf(ranges));
    case 'csv':
      return selectedCsvRows(text, ranges);
  }
}

/** By the file's ending, the editor's language, and for an unsaved text by its first sign. */
function languageOf({ fileName, languageId }: vscode.TextDocument, text: string): 'csv' | 'json' | 'lines' {
  if (/\.(jsonl|ndjson)$/i.test(fileName) || languageId === 'jsonl') return 'lines';
  if (/\.json$/i.test(fileName) || /^jsonc?$/.test(languageId)) return 'json';
  if (/\.(csv|tsv|tab)$/i.test(fileName)) return 'csv';
  return /^\s*[[{]/.test(text) ? 'json' : 'csv';
}

function hullOf(ranges: readonly TextRange[]): TextRange {
  return {
    start: Math.min(...ranges.map(({ start }) => start)),
    end: Math.max(...ranges.map(({ end }) => end)),
  };
}

function fileOf({ uri, fileName, isUntitled }: vscode.TextDocument): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return isUntitled && folder ? vscode.Uri.joinPath(folder.uri, basename(fileName)).fsPath : uri.fsPath;
}

function nothing(why: NothingSelected | 'no-editor'): WorkbenchError {
  return new WorkbenchError('usage', { code: 'nothing-selected', message: MESSAGES[why]() });
}

const MESSAGES: Readonly<Record<NothingSelected | 'no-editor', () => string>> = {
  'no-editor': () => vscode.l10n.t('Open a CSV or JSON file in a text editor and select the rows to run.'),
  'no-rows': () => vscode.l10n.t('No rows are selected: put the cursor on a row below the header, or select several.'),
  'no-json': () => vscode.l10n.t('No JSON object or list is around the cursor: select the records to run.'),
  'too-large': () =>
    vscode.l10n.t('More than a megabyte is selected: save the rows as a file of their own, and run that.'),
};
