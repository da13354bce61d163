import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { PredictJson } from '../command-line';
import { differences } from '../judge';
import { all, rightWithSettings, said, saysWithSettings, type Musts, type Check } from '../must-checks';
import type { Subject } from '../subject';
import { csvRows, writtenHeader } from './written';

const valuesOf = async (subject: Subject, output: string): Promise<readonly unknown[]> =>
  (await subject.settled()).predictions.map(({ outputs }) => outputs[output]);

const keepsEveryDigit: Check = async (subject) => {
  const { model, file } = subject.trial;
  await rightWithSettings(subject);
  const log = ['--log', 'digits.db'];
  const { stdout, folder } = await subject.commandLine('predict', model, file, '--json', '--out', 'digits.csv', ...log);
  const { predictions } = JSON.parse(stdout) as PredictJson;
  expect(differences(subject.trial, { predictions })).toEqual([]);
  const exported = csvRows(readFileSync(join(folder, 'digits.csv'), 'utf8'));
  for (const output of subject.trial.answers.outputs)
    expect(exported.map((row) => row[output.name])).toEqual(
      predictions.map(({ outputs }) => JSON.stringify(outputs[output.name]).replaceAll('"', '')),
    );
};

/** Of what a model answers: shapes, types, what counts as a probability. */
export const SIGNATURE_MUSTS: Musts = {
  "take the label's real length, not the declared [1]: the batch is not fixed": async (subject) => {
    const reply = await subject.settled();
    expect(reply.predictions).toHaveLength(subject.case.data.rows);
    expect(said(reply.issues)).not.toContain('one by one');
    await rightWithSettings(subject);
  },
  'labels have shape [rows, 1]: one value per row': async (subject) => {
    const { predictions } = await subject.settled();
    for (const { label, outputs } of predictions)
      expect([typeof label, typeof outputs.label]).toEqual(['number', 'number']);
    await rightWithSettings(subject);
  },
  'show one number per row, not a list of one': async (subject) => {
    const { predictions } = await subject.settled();
    for (const { score, outputs } of predictions)
      expect([score, ...Object.values(outputs)].map((value) => typeof value)).toEqual(['number', 'number']);
  },
  'take the real shape [rows, 3] and show three targets': async (subject) => {
    expect(await writtenHeader(subject)).toEqual(['variable_0', 'variable_1', 'variable_2']);
    await rightWithSettings(subject);
  },
  'show each component in its own column': async (subject) => {
    const [output] = subject.trial.answers.outputs;
    const width = (output?.values as readonly (readonly unknown[])[])[0]?.length ?? 0;
    expect(await writtenHeader(subject)).toEqual(
      Array.from({ length: width }, (_, index) => `${output?.name}_${index}`),
    );
  },
  'show booleans as true and false, strings as text': async (subject) => {
    for (const { name, type } of subject.trial.answers.outputs) {
      const kind = type === 'bool' ? 'boolean' : 'string';
      expect(new Set((await valuesOf(subject, name)).map((value) => typeof value))).toEqual(new Set([kind]));
    }
    await rightWithSettings(subject);
  },
  'do not take the string output `grade` for probabilities': async (subject) => {
    for (const { probabilities } of (await subject.settled()).predictions) expect(probabilities).toBeUndefined();
  },
  'do not call distances probabilities: rows do not sum to 1': async (subject) => {
    for (const { probabilities } of (await subject.settled()).predictions) expect(probabilities).toBeUndefined();
    expect((await writtenHeader(subject)).filter((name) => name.startsWith('proba_'))).toEqual([]);
  },
  'take the arg max as label': rightWithSettings,
  'show a margin of 0 where two classes tie': async (subject) => {
    const ties = (await subject.settled()).predictions.filter(({ probabilities }) =>
      isTie(Object.values(probabilities ?? {})),
    );
    expect(ties).not.toEqual([]);
    for (const { margin } of ties) expect(margin).toBe(0);
  },
  "keep the model's own label on ties": rightWithSettings,
  'recognise the per-class outputs as one set of probabilities or show them as they are, never drop them':
    rightWithSettings,
  'convert to float16 on the way in and back on the way out': rightWithSettings,
  'show `total` once per run, not per row': async (subject) => {
    const { outcome, predictions } = await subject.settled();
    expect(Object.keys(outcome.whole ?? {})).toEqual(['total']);
    for (const { outputs } of predictions) expect(outputs).not.toHaveProperty('total');
    await rightWithSettings(subject);
  },
  'do not split the batch silently: `total` would change': async (subject) => {
    expect(typeof (await subject.settled()).outcome.whole?.total).toBe('number');
    const { model, file } = subject.trial;
    const { stdout } = await subject.commandLine('predict', model, file, '--json', '--batch', '20', '--no-log');
    expect((JSON.parse(stdout) as PredictJson).whole?.total).toHaveLength(3);
  },
  'show the [batch, time] output as columns or a nested cell': async (subject) => {
    expect((await writtenHeader(subject)).filter((name) => name.startsWith('centred_'))).toHaveLength(12);
  },
  'show the nodes inside both branches and inside the function': async (subject) => {
    expect((await subject.inspect()).nodes).toBeGreaterThan(2);
  },
  'show and count NaN and infinities': all(rightWithSettings, saysWithSettings('NaN', 'infinite')),
  'keep them through log, export and JSON (as strings)': keepsEveryDigit,
  'leave them out of means, saying so': saysWithSettings('means leave them out'),
  'keep every digit from CSV to result, log and export': keepsEveryDigit,
};

function isTie(probabilities: readonly (number | string)[]): boolean {
  const [first, second] = [...probabilities].map(Number).sort((a, b) => b - a);
  return first === second;
}
