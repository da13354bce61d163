import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { RowsOrigin } from '../../contract/rows';
import type { Client } from '../../contract/rpc';
import { isRunNode, type RunNode } from '../predictions/nodes';
import { onlySelected, repetitionOf } from '../predictions/repeat-run';
import { askForFile, CSV, FORMATS, writeRows } from '../rows/write-rows';
import { noResultsPage } from '../results/result-commands';
import type { ResultsPages } from '../results/results-pages';
import type { GoldenTests } from './golden-tests';
import { addTest, proposedFile, proposedName, readTests, type KeptTests } from './new-test';

/** What a person is asked for. */
export interface SaveChoice {
  readonly name: string;
  /** Absolute path of the file for the expected answers. */
  readonly file: string;
}

export interface SaveExpectedParts {
  readonly engine: Pick<Client<EngineProtocol>, 'exportRows'>;
  readonly pages: ResultsPages;
  readonly tests: GoldenTests;
}

/** A run whose predictions are there to be saved. Paths are absolute. */
interface SavedRun {
  readonly model: string;
  readonly data: string;
  readonly origin: RowsOrigin;
}

/**
 * Makes a golden test of a run: its predictions become the expected answers, and the model's settings name the test, which
 * is then run in the Test Explorer. Nothing happens where a question is closed. Throws WorkbenchError.
 */
export async function saveAsExpected(
  { engine, pages, tests }: SaveExpectedParts,
  node: unknown,
  choice: unknown,
): Promise<void> {
  const run = isRunNode(node) ? loggedRun(node) : shownRun(pages);
  const kept = await readTests(run.model);
  const chosen = isChoice(choice) ? choice : await ask(run, kept);
  if (!chosen) return;
  const { name, file } = chosen;
  const rows = await writeRows(engine, { ...run.origin, path: file, keep: 'none' });
  if (rows === undefined) return;
  const settings = await addTest(run.model, kept, { name, data: run.data, expected: file });
  await tests.prove({ model: run.model, name, settings });
}

function loggedRun({ run, log }: RunNode): SavedRun {
  const { subject } = repetitionOf(run);
  if (run.status !== 'ok' || run.rows === 0) throw notComplete();
  return { ...subject, origin: { result: run.id, log } };
}

function shownRun(pages: ResultsPages): SavedRun {
  const shown = pages.shown();
  if (!shown) throw noResultsPage();
  const { subject, view } = shown;
  if (subject.selection) throw onlySelected();
  if (view.kind !== 'finished' || view.status !== 'ok' || view.skipped > 0 || !view.origin) throw notComplete();
  return { ...subject, origin: view.origin };
}

function notComplete(): WorkbenchError {
  const message = vscode.l10n.t(
    'Only a run that has a prediction for every row can be saved as expected. Mend what did not fit, then run again.',
  );
  return new WorkbenchError('usage', { code: 'run-not-complete', message });
}

function isChoice(choice: unknown): choice is SaveChoice {
  return typeof choice === 'object' && choice !== null && 'name' in choice && 'file' in choice;
}

async function ask({ model, data }: SavedRun, { tests }: KeptTests): Promise<SaveChoice | undefined> {
  const title = vscode.l10n.t('Save as Expected');
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Name of the golden test of {0}', basename(model)),
    value: proposedName(data, tests),
    validateInput: (text) => objection(text, tests),
  });
  if (name === undefined) return undefined;
  const words = { title, saveLabel: vscode.l10n.t('Save') };
  const uri = await askForFile(proposedFile(data, name.trim(), CSV.extension), FORMATS, words);
  return uri && { name: name.trim(), file: uri.fsPath };
}

function objection(text: string, tests: KeptTests['tests']): string | undefined {
  const name = text.trim();
  if (name === '') return vscode.l10n.t('A golden test needs a name.');
  return tests.some((test) => test.name === name) ? vscode.l10n.t('There is a test of this name.') : undefined;
}
