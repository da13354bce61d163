import type { CellValue, Prediction } from '../../../../src/contract/predict';
import type { Metrics } from '../../../../src/contract/run';
import type { Answers, Expected, ExpectedMetrics, Trial } from './expected';

/** What came back, however it was asked for. */
export interface Got {
  readonly predictions: readonly Prediction[];
  readonly whole?: Readonly<Record<string, unknown>>;
  readonly metrics?: Metrics;
}

export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** Per type of the coarser side: the defaults of ONNX Runtime's operator tests. */
const TOLERANCES: Readonly<Record<string, Tolerance>> = {
  float64: { atol: 1e-5, rtol: 1e-5 },
  float32: { atol: 1e-5, rtol: 1e-4 },
  float16: { atol: 2.5e-3, rtol: 1e-3 },
};
const EXACT: Tolerance = { atol: 0, rtol: 0 };

/**
 * What differs from the goldens, at most a few lines; empty where all is right. Where nothing tells the names of the
 * classes, their index is as good.
 */
export function differences(trial: Trial, got: Got, namesKnown = true): readonly string[] {
  const { answers } = trial;
  const all = [
    ...rowCount(answers, got),
    ...labels(trial, got, namesKnown),
    ...probabilities(trial, got),
    ...outputs(trial, got),
  ];
  return all.slice(0, 5);
}

/** A case whose notes say so moves with the processor and the batch. */
function allowance({ case: one }: Trial): number | undefined {
  const found = /goldens at (\d+e-\d+)/.exec(one.notes ?? '');
  return found ? Number(found[1]) : undefined;
}

function toleranceOf(trial: Trial, type: string): Tolerance {
  const allowed = allowance(trial);
  if (allowed !== undefined) return { atol: allowed, rtol: allowed };
  return TOLERANCES[type] ?? EXACT;
}

function rowCount({ rows }: Answers, { predictions }: Got): string[] {
  return predictions.length === rows ? [] : [`${predictions.length} predictions for ${rows} rows`];
}

function labels(trial: Trial, { predictions }: Got, namesKnown: boolean): string[] {
  const { answers } = trial;
  if (!answers.labels || allowance(trial) !== undefined) return [];
  return answers.labels.flatMap((label, row) => {
    const answered = predictions[row]?.label;
    const names: unknown[] = [label, answers.labelNames?.[row] ?? label];
    if (!namesKnown) names.push(answers.classes?.indexOf(label) ?? label);
    return names.includes(answered) ? [] : [`row ${row}: label ${String(answered)}, not ${String(label)}`];
  });
}

function probabilities(trial: Trial, { predictions }: Got): string[] {
  const { answers } = trial;
  const type = answers.outputs.find((output) => output.type === 'float64') ? 'float64' : 'float32';
  const tolerance = toleranceOf(trial, type);
  return (answers.probabilities ?? []).flatMap((expected, row) =>
    expected.flatMap((value, position) => {
      const names = [answers.classNames?.[position], answers.classes?.[position], position];
      const given = predictions[row]?.probabilities ?? {};
      const name = names.map(String).find((candidate) => Object.hasOwn(given, candidate));
      const answered = name === undefined ? undefined : given[name];
      return isClose(answered, value, tolerance)
        ? []
        : [`row ${row}: probability ${position} is ${String(answered)}, not ${String(value)}`];
    }),
  );
}

function outputs(trial: Trial, got: Got): string[] {
  return trial.answers.outputs.flatMap(({ name, type = 'float32', values, perRow }) => {
    if (values === undefined) return [];
    const tolerance = toleranceOf(trial, type);
    if (!perRow) return compare(got.whole?.[name] as CellValue | undefined, values, tolerance, name);
    if (!Array.isArray(values)) return [`${name} has no rows`];
    const rows: readonly Expected[] = values;
    return rows.flatMap((value, row) =>
      compare(got.predictions[row]?.outputs[name], scalarWhereSingle(value), tolerance, `row ${row}: ${name}`),
    );
  });
}

/** Outputs of shape [N] and [N,1] are one value a row. */
function scalarWhereSingle(value: Expected): Expected {
  return Array.isArray(value) && value.length === 1 && !Array.isArray(value[0]) ? (value[0] as Expected) : value;
}

function compare(answered: CellValue | undefined, expected: Expected, tolerance: Tolerance, where: string): string[] {
  if (!isList(expected))
    return isClose(answered, expected, tolerance)
      ? []
      : [`${where} is ${JSON.stringify(answered)}, not ${String(expected)}`];
  const given: readonly CellValue[] = Array.isArray(answered) ? answered : [];
  if (given.length !== expected.length) return [`${where} has ${given.length} values, not ${expected.length}`];
  return expected.flatMap((value, index) => compare(given[index], value, tolerance, `${where}[${index}]`));
}

function isList(value: Expected): value is readonly Expected[] {
  return Array.isArray(value);
}

function isClose(answered: CellValue | undefined, expected: Expected, { rtol, atol }: Tolerance): boolean {
  if (typeof answered !== 'number' || typeof expected !== 'number') return answered === expected;
  return Math.abs(answered - expected) <= atol + rtol * Math.abs(expected);
}

/** Metrics are sums over labels and values: rounding apart, they are the goldens'. */
export function metricDifferences(expected: ExpectedMetrics, answered: Metrics | undefined): readonly string[] {
  if (!answered) return ['no metrics'];
  const found: string[] = [];
  const check = (name: string, want: number | undefined, have: number | undefined): void => {
    if (want !== undefined && !(have !== undefined && Math.abs(have - want) <= 1e-6 + 1e-4 * Math.abs(want)))
      found.push(`${name} is ${String(have)}, not ${want}`);
  };
  check('rows', expected.rows, answered.rows);
  check('rowsWithoutTruth', expected.rowsWithoutTarget?.length, answered.rowsWithoutTruth);
  if ('accuracy' in answered) {
    check('accuracy', expected.accuracy, answered.accuracy);
    expected.perClass?.forEach((one, position) => {
      const own = answered.perClass[position];
      for (const key of ['support', 'precision', 'recall', 'f1'] as const)
        check(`${key} of ${one.class}`, one[key], own?.[key]);
    });
    if (expected.confusion && JSON.stringify(expected.confusion.counts) !== JSON.stringify(answered.confusion.counts))
      found.push(`confusion is ${JSON.stringify(answered.confusion)}`);
  } else {
    for (const key of ['mae', 'rmse', 'r2'] as const)
      check(key, expected[key] ?? mean(expected.perTarget, key), answered[key]);
  }
  return found;
}

/** Of several targets the metrics are the mean, as scikit-learn has it. */
function mean(targets: ExpectedMetrics['perTarget'], key: 'mae' | 'rmse' | 'r2'): number | undefined {
  return targets && targets.reduce((sum, target) => sum + target[key], 0) / targets.length;
}
