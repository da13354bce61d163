import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ComparisonSubject, SliceToGate } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { PredictOutcome, PredictRequest } from '../../contract/predict';
import type { Client } from '../../contract/rpc';
import { cancellable } from '../cancellable';
import { askForFile, CSV, FORMATS } from '../rows/write-rows';
import { editSettings } from '../settings/edit-settings';
import type { GoldenTests } from './golden-tests';
import { proposedFile, readTests, shownIn, type KeptTests } from './new-test';
import { answersOf, modelToTest, sliceGate, sliceTestName, withGate } from './slice-gate';

export interface AddGateParts {
  readonly engine: Pick<Client<EngineProtocol>, 'predict'>;
  readonly tests: GoldenTests;
}

/**
 * Makes a gate of a slice in the candidate's settings, on the data of the comparison, and runs its test. The answers of a
 * baseline that is a model are written to a file first. Nothing happens where the question for it is closed. Throws
 * WorkbenchError.
 */
export async function addGate(
  { engine, tests }: AddGateParts,
  subject: ComparisonSubject,
  slice: SliceToGate,
): Promise<void> {
  const { baseline, data } = subject;
  const model = modelToTest(subject);
  if (model === undefined || data === undefined) return;
  const kept = await readTests(model);
  const name = sliceTestName(data, baseline);
  const gate = sliceGate(slice);
  const expected =
    kept.tests.find((test) => test.name === name)?.expected ??
    answersOf(baseline.side, data, kept.folder) ??
    (await writeAnswers(engine, subject, kept, name));
  if (expected === undefined) return;
  const changed = withGate(kept.tests, { name, data: shownIn(kept.folder, data), expected }, gate);
  if (!changed) {
    await sayThere(gate, basename(model));
    return;
  }
  const settings = await editSettings(model, { tests: [...changed] });
  await tests.prove({ model, name, settings });
}

async function sayThere(gate: string, model: string): Promise<void> {
  await vscode.window.showInformationMessage(
    vscode.l10n.t("The gate '{0}' stands in the settings of {1} already.", gate, model),
  );
}

/** Asks where to, lets the baseline predict, and gives the file as settings name it. */
async function writeAnswers(
  engine: AddGateParts['engine'],
  subject: ComparisonSubject,
  { folder }: KeptTests,
  name: string,
): Promise<string | undefined> {
  const { data, baseline } = subject;
  if (data === undefined) return undefined;
  const title = vscode.l10n.t('Save the Answers of {0}, Which the Gate Measures By', baseline.name);
  const words = { title, saveLabel: vscode.l10n.t('Save') };
  const uri = await askForFile(proposedFile(data, name, CSV.extension), FORMATS, words);
  const request = uri && answersRequest(subject, data, uri.fsPath);
  if (!request) return undefined;
  const progress = vscode.l10n.t('Writing the answers of {0}', baseline.name);
  const outcome = await cancellable(progress, (signal) => engine.predict(request, { signal }));
  if (!outcome || outcome.status === 'cancelled') return undefined;
  if (outcome.status !== 'ok') throw notAnswered(baseline.name, outcome);
  return shownIn(folder, uri.fsPath);
}

/** As the comparison fed its baseline. */
function answersRequest(
  { baseline, folder, options }: ComparisonSubject,
  data: string,
  path: string,
): PredictRequest | undefined {
  const { side } = baseline;
  if (side.kind !== 'model') return undefined;
  const columns = options.columns?.baseline;
  return {
    model: side.path,
    data: { kind: 'file', path: data },
    folder: folder === '' ? dirname(data) : folder,
    binding: { ...options.binding, ...(columns && { columns }) },
    reading: options.reading ?? {},
    onError: 'stop',
    saveSidecar: false,
    log: { kind: 'off' },
    pages: false,
    output: { kind: 'file', path, keep: 'none' },
    source: 'panel',
    ...(side.origin && { origin: side.origin }),
  };
}

function notAnswered(name: string, { issues }: PredictOutcome): WorkbenchError {
  const [first, ...more] = issues.filter(({ severity }) => severity === 'error');
  const message = vscode.l10n.t('{0} gave no answers to measure by. Compare again, then add the gate.', name);
  return new WorkbenchError('run', first ?? { code: 'run-not-complete', message }, more);
}
