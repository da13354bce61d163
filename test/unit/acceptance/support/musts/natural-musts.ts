import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { differences } from '../judge';
import {
  all,
  answered,
  leftOutByThemselves,
  metricsAgainstTarget,
  missingAsNaN,
  noQuestion,
  rightWithSettings,
  said,
  sameForEveryFile,
  says,
  takes,
  type Musts,
} from '../must-checks';
import { csvRows, written } from './written';

/** Of data as people have it, without settings. */
export const NATURAL_MUSTS: Musts = {
  'keep `case_no` as text: 00012 stays 00012': async (subject) => {
    const source = readFileSync(join(subject.case.folder, subject.trial.file), 'utf8');
    const numbers = csvRows(source).map(({ case_no }) => case_no);
    for (const name of ['must.csv', 'must.jsonl', 'must.parquet']) await written(subject, name, '--map', 'auto');
    const csv = csvRows(await written(subject, 'must.csv'));
    expect(csv.map(({ case_no }) => case_no)).toEqual(numbers);
    const lines = (await written(subject, 'must.jsonl')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { case_no: unknown }).case_no)).toEqual(numbers);
  },
  "bind by the model's feature names, in the model's order; no question needed": all(noQuestion, leftOutByThemselves),
  'four of the seven columns are left: take them in file order, shown before running': async (subject) => {
    const reply = await subject.unaided();
    expect(reply.kind === 'asked' && reply.proposal?.columns).toEqual(subject.case.naturalMapping);
  },
  "the target's values are the model's classes: offer metrics against `species`": metricsAgainstTarget,
  'never feed the empty-headed index although it is numeric': leftOutByThemselves,
  'never feed text as a number and never make up codes by order of appearance or by alphabet': leftOutByThemselves,
  'take the code order from what lies beside the model (`model.txt`: pandas_categorical) or ask for it': async (
    subject,
  ) => {
    const { outcome } = answered(await subject.unaided({ map: 'auto' }));
    expect(outcome.head.binding[0]?.source).toBe('model.txt');
    expect(existsSync(join(subject.case.folder, 'model.txt'))).toBe(true);
  },
  'an unknown or empty category (rows 9, 33, 70) is fed as NaN, counted and said': async (subject) => {
    const reply = answered(await subject.unaided({ map: 'auto' }));
    const text = said(reply.issues);
    for (const row of [9, 33, 70]) expect(text).toMatch(new RegExp(`row ${row}\\b`));
    expect(differences(subject.trial, reply)).toEqual([]);
  },
  'bind by name, keep int64 inputs int64': all(noQuestion, takes('age', 'int64'), takes('children', 'int64')),
  '`premium_eur` and `agent_note` are unused: say so, no question': all(
    noQuestion,
    says("'premium_eur'", "'agent_note'"),
  ),
  'the gzip and Parquet files give the same answers as the CSV': sameForEveryFile,
  'show the names of `labels.txt` with their numbers, and where they come from': async (subject) => {
    const { classes, classNames } = await subject.inspect();
    expect(classNames?.source).toContain('labels.txt');
    expect(classNames?.names).toEqual(subject.trial.answers.classNames);
    expect(classes).toEqual(subject.trial.answers.classes);
    const { predictions } = answered(await subject.unaided({ map: 'auto' }));
    expect(predictions.map(({ label }) => label)).toEqual(subject.trial.answers.labelNames);
    expect(predictions.map(({ outputs }) => outputs.output_label)).toEqual(subject.trial.answers.labels);
  },
  'metrics compare names with names': metricsAgainstTarget,
  'read `names` although it is Python text, not JSON (keys without quotes)': async (subject) => {
    expect((await subject.inspect()).classNames?.names).toEqual(subject.trial.answers.classNames);
  },
  'arg max as label, shown by name': async (subject) => {
    const { predictions } = answered(await subject.unaided({ map: 'auto' }));
    expect(predictions.map(({ label }) => label)).toEqual(subject.trial.answers.labelNames);
  },
  'the first column `class` is the target (0, 1, 2): 64 pixels remain for [1,8,8]': all(
    leftOutByThemselves,
    metricsAgainstTarget,
  ),
  'read the numbers exactly: one unit in the 17th digit decides': rightWithSettings,
  'a date is no feature here; never turn it into a number': leftOutByThemselves,
  'metrics against `price` over 88 rows, saying that two rows have no target': async (subject) => {
    await metricsAgainstTarget(subject);
    const { outcome } = answered(await subject.unaided({ map: 'auto' }));
    expect([outcome.metrics?.rows, outcome.metrics?.rowsWithoutTruth]).toEqual([88, 2]);
    const { stderr } = await subject.commandLine(
      'predict',
      subject.trial.model,
      subject.trial.file,
      '--truth',
      'price',
      '--no-log',
    );
    expect(stderr).toContain('2 rows have no truth');
  },
  '`listing` is numeric and unique: an id': async (subject) => {
    const { outcome } = answered(await subject.unaided({ map: 'auto' }));
    expect(outcome.proposal?.dropped.find(({ column }) => column === 'listing')?.as).toBe('id');
  },
  'the trees know missing values: feed NaN for empty cells and count them': all(missingAsNaN, leftOutByThemselves),
};
