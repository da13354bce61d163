import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { FailingRow, GoldenCase, GoldenVerdict } from '../../contract/golden';
import { inEditorWords } from '../wording';
import { failingText, firstDifference } from './failing-text';

/** So many rows are said one by one, each at its line of the data; all failing rows that are told stand in the first message. */
const MOST_ROWS = 10;

/** What the Test Explorer says of a test that did not pass. */
export function messagesOf(
  test: GoldenCase,
  item: vscode.TestItem,
  verdict: GoldenVerdict,
): readonly vscode.TestMessage[] {
  const { message = '', failing = [] } = verdict;
  const first = withRows(inEditorWords(message), failing);
  if (item.uri && item.range) first.location = new vscode.Location(item.uri, item.range);
  return [first, ...failing.slice(0, MOST_ROWS).flatMap((row) => rowMessage(test, row))];
}

function withRows(message: string, rows: readonly FailingRow[]): vscode.TestMessage {
  if (rows.length === 0) return new vscode.TestMessage(message);
  return vscode.TestMessage.diff(message, failingText(rows, 'expected'), failingText(rows, 'actual'));
}

/** Only where the row stands on a line of a file, to which one can go. */
function rowMessage(test: GoldenCase, row: FailingRow): readonly vscode.TestMessage[] {
  const difference = firstDifference(row);
  if (test.kind !== 'settings' || row.line === undefined || !difference) return [];
  const { name, expected, actual } = difference;
  const text = vscode.l10n.t('Row {0}: {1} is {2}, and {3} was expected.', row.row, name, actual, expected);
  const message = withRows(text, [row]);
  const uri = vscode.Uri.file(resolve(test.folder, test.data));
  message.location = new vscode.Location(uri, new vscode.Position(row.line - 1, 0));
  return [message];
}
