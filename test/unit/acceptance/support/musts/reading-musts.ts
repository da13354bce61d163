import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readJson } from '../cases';
import { shortened } from '../expected';
import { differences } from '../judge';
import { missingAsNaN, rightWithSettings, sameForEveryFile, type Musts, type Check } from '../must-checks';
import { csvRows, written, writtenHeader } from './written';

const passesGoldenTest: Check = async (subject) => {
  const golden = readJson(join(subject.case.folder, 'case.json')) as { testDataSet: { folder: string; rows: number } };
  const { predictions } = await subject.settled(join(golden.testDataSet.folder, 'input_0.pb'));
  expect(differences(shortened(subject.trial, golden.testDataSet.rows), { predictions })).toEqual([]);
};

/** Of how data is read, and results are written. */
export const READING_MUSTS: Musts = {
  'give the same result for every input shape': sameForEveryFile,
  'rows with missing values: feed NaN (the trees track missing values), count it and say so (goldens are for NaN)':
    missingAsNaN,
  'row 17 (and others under `data.missing`) has no `age`: the pipeline has an imputer, so feed NaN and say so; goldens are for NaN':
    missingAsNaN,
  'ignore the byte order mark: the first column is `age`': async (subject) => {
    const { outcome } = await subject.settled();
    expect(outcome.head.binding[0]?.columns[0]).toBe('age');
  },
  'input.json has bare integers: keep their digits or refuse, never round': sameForEveryFile,
  'read quoted fields that hold commas, doubled quotes and newlines': async (subject) => {
    await rightWithSettings(subject);
    const rows = csvRows(await written(subject, 'must.csv'));
    const source = csvRows(readFileSync(join(subject.case.folder, subject.trial.file), 'utf8'));
    expect(rows.map(({ comment }) => comment)).toEqual(source.map(({ comment }) => comment));
  },
  'accept one row as list, as named object and as list of rows': async (subject) => {
    for (const file of ['input.features-one.json', 'input.features-named.json', 'input.features.json']) {
      const { predictions } = await subject.settled(file);
      expect(differences(shortened(subject.trial, predictions.length), { predictions }), file).toEqual([]);
    }
  },
  'recognise the delimiter `;` and CRLF line ends': async (subject) => {
    await rightWithSettings(subject);
    expect((await writtenHeader(subject)).some((name) => name.includes(';'))).toBe(false);
  },
  'pass the golden test in test_data_set_0': passesGoldenTest,
  'export class names with commas quoted': async (subject) => {
    const rows = csvRows(await written(subject, 'must.csv'));
    expect(rows.map(({ prediction }) => prediction)).toEqual(subject.trial.answers.labels);
    expect(Object.keys(rows[0] ?? {})).toContain('proba_Barolo, Piedmont');
  },
};
