import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'papaparse';
import { expect } from 'vitest';
import { readJson } from './cases';
import { shortened, trialsOf } from './expected';
import { differences } from './judge';
import {
  all,
  answered,
  leftOutByThemselves,
  metricsAgainstTarget,
  missingAsNaN,
  noQuestion,
  probabilityPerClass,
  pythonAnswersLeftOut,
  rightWithSettings,
  said,
  sameForEveryFile,
  says,
  saysWithSettings,
  takes,
  type Check,
} from './must-checks';
import type { PredictJson } from './command-line';
import type { Subject } from './subject';

/** What a `must` line of a case means. `comparison`: only a comparison of two sides can meet it. */
export type Must = Check | 'comparison';

/** Reads what `--out` wrote. */
async function written(subject: Subject, name: string, ...flags: string[]): Promise<string> {
  const { model, file } = subject.trial;
  const { code, stderr, folder } = await subject.commandLine(
    'predict',
    model,
    file,
    '--out',
    name,
    '--no-log',
    ...flags,
  );
  expect(code, stderr).toBe(0);
  return readFileSync(join(folder, name), 'utf8');
}

async function headerOf(subject: Subject): Promise<readonly string[]> {
  const text = await written(subject, 'must.csv', '--keep', 'none');
  return parse<string[]>(text).data[0] ?? [];
}

const valuesOf = async (subject: Subject, output: string): Promise<readonly unknown[]> =>
  (await subject.settled()).predictions.map(({ outputs }) => outputs[output]);

const keepsEveryDigit: Check = async (subject) => {
  const { model, file } = subject.trial;
  await rightWithSettings(subject);
  const log = ['--log', 'digits.db'];
  const { stdout, folder } = await subject.commandLine('predict', model, file, '--json', '--out', 'digits.csv', ...log);
  const { predictions } = JSON.parse(stdout) as PredictJson;
  expect(differences(subject.trial, { predictions })).toEqual([]);
  const exported = parse<Record<string, string>>(readFileSync(join(folder, 'digits.csv'), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  for (const output of subject.trial.answers.outputs)
    expect(exported.data.map((row) => row[output.name])).toEqual(
      predictions.map(({ outputs }) => JSON.stringify(outputs[output.name]).replaceAll('"', '')),
    );
};

const passesGoldenTest: Check = async (subject) => {
  const golden = readJson(join(subject.case.folder, 'case.json')) as { testDataSet: { folder: string; rows: number } };
  const { predictions } = await subject.settled(join(golden.testDataSet.folder, 'input_0.pb'));
  expect(differences(shortened(subject.trial, golden.testDataSet.rows), { predictions })).toEqual([]);
};

/** Lines that several cases share. */
const SHARED: Readonly<Record<string, Must>> = {
  "show ZipMap's maps as one probability per class, in a fixed class order": probabilityPerClass,
  'leave target, index and ids out without being told, and say which column was taken for what': leftOutByThemselves,
  "take `y_pred` and `proba_*` for Python's answers, neither for features nor for the target": pythonAnswersLeftOut,
  'metrics of both against the target': metricsAgainstTarget,
  'say that the export agrees: no flips, largest difference about 1e-7': 'comparison',
  'say that the export is wrong, not merely rounded: nearly every row is far out of tolerance': 'comparison',
  'point at probabilities stuck at 0 and 1 and at missing preprocessing as the likely cause': 'comparison',
  'name the rows that differ, and for each the column and threshold that float32 rounding crosses (`crossings`)':
    'comparison',
  'do not call the export broken: all other rows agree to 1e-6': 'comparison',
  'compare at float16 tolerance': rightWithSettings,
};

const SIGNATURES: Readonly<Record<string, Must>> = {
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
    expect(await headerOf(subject)).toEqual(['variable_0', 'variable_1', 'variable_2']);
    await rightWithSettings(subject);
  },
  'show each component in its own column': async (subject) => {
    const [output] = subject.trial.answers.outputs;
    const width = (output?.values as readonly (readonly unknown[])[])[0]?.length ?? 0;
    expect(await headerOf(subject)).toEqual(Array.from({ length: width }, (_, index) => `${output?.name}_${index}`));
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
    expect((await headerOf(subject)).filter((name) => name.startsWith('proba_'))).toEqual([]);
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
    expect((await headerOf(subject)).filter((name) => name.startsWith('centred_'))).toHaveLength(12);
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

const BINDING: Readonly<Record<string, Must>> = {
  "bind by column name once the user has mapped names: the file's order is not the model's": rightWithSettings,
  'report the extra column `id` as unused': saysWithSettings("'id'", 'unused'),
  'report `id` and `comment` as unused': saysWithSettings("'id'", "'comment'", 'unused'),
  'report `text` as unused': saysWithSettings("'text'", 'unused'),
  'report `customer_id` and `note` as unused': saysWithSettings("'customer_id'", "'note'", 'unused'),
  'an unknown `plan` (row 3) is not an error': rightWithSettings,
  'keep `tenure_months` int64': all(takes('tenure_months', 'int64'), rightWithSettings),
  'reshape 64 columns row-major to [1,8,8] after the user agreed': all(rightWithSettings, says('columns')),
  'offer the 64 columns as one input': async (subject) => {
    const { outcome } = answered(await subject.unaided({ map: 'auto' }));
    expect(outcome.head.binding.map(({ columns }) => columns.length)).toEqual([64]);
  },
  'feed integer-looking text to a float32 input': rightWithSettings,
  'ask for `data` only; W and B have values': async (subject) => {
    const { inputs, initializerInputs } = await subject.inspect();
    expect(inputs.map(({ name }) => name)).toEqual(['data']);
    expect(initializerInputs).not.toEqual([]);
    answered(await subject.unaided());
  },
  'say so when data for an initializer is given': async (subject) => {
    const [initializer = ''] = (await subject.inspect()).initializerInputs;
    const { model } = subject.trial;
    const row = {
      ...(readJson(join(subject.case.folder, 'input.json')) as Record<string, number>[])[0],
      [initializer]: 1,
    };
    const { issues } = await subject.settledOn('with-initializer.json', JSON.stringify([row]));
    expect(said(issues)).toContain(initializer);
    const { code, stderr } = await subject.commandLine(
      'predict',
      model,
      subject.trial.file,
      '--set',
      `${initializer}=1`,
      '--no-log',
    );
    expect(code).toBe(2);
    expect(stderr).toContain(initializer);
  },
  'run row by row and join the results': rightWithSettings,
  'say that the batch is fixed': saysWithSettings('batch is fixed'),
  'say that no column feeds the scalar input `squash` and ask for one value for the whole run': async (subject) => {
    const reply = await subject.unaided();
    expect(reply.kind).toBe('asked');
    expect(said(reply.issues)).toMatch(/squash.*one value.*whole run/);
    await rightWithSettings(subject);
  },
  'bind two list-valued fields to two inputs by name': async (subject) => {
    const { outcome } = answered(await subject.unaided({}, 'input.json'));
    expect(outcome.head.binding.map(({ input, source }) => [input, source])).toEqual([
      ['input_ids', 'name'],
      ['attention_mask', 'name'],
    ]);
  },
  'input.ragged.json: rows differ in length: reject naming the row, or run each row at its own length (goldens under `ragged`)':
    async (subject) => {
      const ragged = trialsOf(subject.case).find(({ file }) => file === 'input.ragged.json');
      if (!ragged) throw new Error('No ragged file.');
      expect(differences(ragged, await subject.settled(ragged.file))).toEqual([]);
    },
  'ask for no size when the data settles it': async (subject) => {
    answered(await subject.unaided());
  },
  "load the weights file from the model's own folder": rightWithSettings,
  'copy it along when the model is copied or served': async (subject) => {
    const { externalData } = await subject.inspect();
    expect(externalData.map(({ location }) => location)).toEqual(['weights.bin']);
    const { folder } = await subject.commandLine('inspect', subject.trial.model);
    rmSync(join(folder, 'weights.bin'));
    const { code, stderr } = await subject.commandLine('predict', subject.trial.model, subject.trial.file, '--no-log');
    expect(code).toBe(2);
    expect(stderr).toContain('weights.bin');
  },
};

const READING: Readonly<Record<string, Must>> = {
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
    const rows = parse<Record<string, string>>(await written(subject, 'must.csv'), {
      header: true,
      skipEmptyLines: true,
    });
    const source = parse<Record<string, string>>(readFileSync(join(subject.case.folder, subject.trial.file), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(rows.data.map(({ comment }) => comment)).toEqual(source.data.map(({ comment }) => comment));
  },
  'accept one row as list, as named object and as list of rows': async (subject) => {
    for (const file of ['input.features-one.json', 'input.features-named.json', 'input.features.json']) {
      const { predictions } = await subject.settled(file);
      expect(differences(shortened(subject.trial, predictions.length), { predictions }), file).toEqual([]);
    }
  },
  'recognise the delimiter `;` and CRLF line ends': async (subject) => {
    await rightWithSettings(subject);
    expect((await headerOf(subject)).some((name) => name.includes(';'))).toBe(false);
  },
  'pass the golden test in test_data_set_0': passesGoldenTest,
  'export class names with commas quoted': async (subject) => {
    const rows = parse<Record<string, string>>(await written(subject, 'must.csv'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(rows.data.map(({ prediction }) => prediction)).toEqual(subject.trial.answers.labels);
    expect(rows.meta.fields).toContain('proba_Barolo, Piedmont');
  },
};

const NATURAL: Readonly<Record<string, Must>> = {
  'keep `case_no` as text: 00012 stays 00012': async (subject) => {
    const source = readFileSync(join(subject.case.folder, subject.trial.file), 'utf8');
    const numbers = parse<Record<string, string>>(source, { header: true, skipEmptyLines: true }).data.map(
      ({ case_no }) => case_no,
    );
    for (const name of ['must.csv', 'must.jsonl', 'must.parquet']) await written(subject, name, '--map', 'auto');
    const csv = parse<Record<string, string>>(await written(subject, 'must.csv'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(csv.data.map(({ case_no }) => case_no)).toEqual(numbers);
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

/** The meaning of every `must` line, by its text. */
export const MUSTS: ReadonlyMap<string, Must> = new Map(
  Object.entries({ ...SHARED, ...SIGNATURES, ...BINDING, ...READING, ...NATURAL }),
);
