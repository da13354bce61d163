import type { Issue } from '../contract/issue';
import type { PredictedBatch, RowTruths } from '../contract/predicted';
import type { Metrics } from '../contract/run';
import { parseNumber } from './cells';
import type { ClassNaming, TruthValue } from './class-match';
import { createClassCounts, type ClassCounts } from './class-metrics';
import { numberAt, product } from './elements';
import { createRegressionErrors, type RegressionErrors } from './regression-metrics';

export interface MetricsQuestion {
  /** As `metrics.truth` names it. */
  readonly truth: string;
  /** Number of targets, in the order of the outputs. */
  readonly targets: number;
  /** `OutputMeaning.naming`. */
  readonly naming?: ClassNaming;
}

/** Metrics, folded batch by batch. */
export interface MetricsFold {
  /**
   * `truthAt` gives the truth of a row by its index in the batch, one value per target. Failed rows do not count. Gives
   * the truth of every row, where there is one target and the model answers to it.
   */
  add(truthAt: (index: number) => readonly TruthValue[], predicted: PredictedBatch): RowTruths | undefined;
  /** Undefined before the first row with a truth, and where answers and truth cannot be compared. */
  result(): Metrics | undefined;
  /** Why there are no metrics although rows with a truth were added. */
  issues(): readonly Issue[];
}

/** Classes are counted where the model says labels, errors where it says as many numbers a row as there are targets. */
export function createMetrics({ truth, targets, naming }: MetricsQuestion): MetricsFold {
  let rowsWithoutTruth = 0;
  let rows = 0;
  let unlike = false;
  let strange: Strange | undefined;
  let classes: ClassCounts | undefined;
  let errors: RegressionErrors | undefined;
  return {
    add: (truthAt, predicted) => {
      const answered = answeredRows(predicted);
      rows += answered.length;
      const numbers = numbersOf(predicted, targets);
      if (predicted.labels && targets === 1) {
        classes ??= createClassCounts(naming);
        const added = addClasses(classes, answered, truthAt, predicted.labels);
        rowsWithoutTruth += added.without;
        for (const { index, value } of added.strange) {
          strange ??= { row: predicted.start + index, value, count: 0 };
          strange.count++;
        }
        return classTruths(classes, predicted.rows, truthAt, added.wrong);
      }
      if (numbers) {
        errors ??= createRegressionErrors(targets);
        rowsWithoutTruth += addNumbers(errors, answered, truthAt, numbers);
        return targets === 1 ? numberTruths(predicted.rows, truthAt) : undefined;
      }
      unlike = true;
      return undefined;
    },
    result: () => (rows > rowsWithoutTruth ? (classes ?? errors)?.result(rowsWithoutTruth, truth) : undefined),
    issues: () => {
      if (rows === 0) return [];
      if (unlike)
        return [
          warning(
            'truth-unlike-outputs',
            `The model does not answer ${targets} numbers a row, as the truth ${truth} has: there are no metrics.`,
          ),
        ];
      if (rows === rowsWithoutTruth)
        return [warning('truth-missing', `No row has a usable value of the truth ${truth}: there are no metrics.`)];
      if (!classes || classes.result(rowsWithoutTruth, truth)) return strange ? [strangeTruth(truth, strange)] : [];
      return [
        warning(
          'truth-unlike-classes',
          `No value of the truth ${truth} is one of the model's classes: there are no metrics. Name the classes under "classes" in the settings beside the model.`,
        ),
      ];
    },
  };
}

function warning(code: string, message: string): Issue {
  return { severity: 'warning', code, message };
}

/** Truths that are none of the model's classes. */
interface Strange {
  /** Where the first of them stands. */
  readonly row: number;
  readonly value: TruthValue;
  count: number;
}

function strangeTruth(truth: string, { row, value, count }: Strange): Issue {
  const [values, are, they] = count === 1 ? ['value', 'is', 'it counts'] : ['values', 'are', 'they count'];
  const message = `${count} ${values} of the truth ${truth} ${are} none of the model's classes (first '${value}' in row ${row}): ${they} as wrong.`;
  return { ...warning('truth-not-a-class', message), row };
}

function answeredRows({ rows, start, failed }: PredictedBatch): readonly number[] {
  return Array.from({ length: rows }, (_, index) => index).filter((index) => !failed.has(start + index));
}

interface AddedClasses {
  /** Number of rows without a truth. */
  readonly without: number;
  readonly strange: readonly { readonly index: number; readonly value: TruthValue }[];
  /** By the row's index. */
  readonly wrong: ReadonlyMap<number, boolean>;
}

function addClasses(
  counts: ClassCounts,
  rows: readonly number[],
  truthAt: (index: number) => readonly TruthValue[],
  labels: NonNullable<PredictedBatch['labels']>,
): AddedClasses {
  const known = rows.flatMap((index) => {
    const value = truthAt(index)[0];
    return value === undefined ? [] : [{ index, value, label: labels[index] ?? '' }];
  });
  const { strange, wrong } = counts.add(
    known.map(({ value }) => value),
    known.map(({ label }) => label),
  );
  return {
    without: rows.length - known.length,
    strange: strange.flatMap((position) => known[position] ?? []),
    wrong: new Map(known.map(({ index }, position) => [index, wrong[position] ?? true])),
  };
}

function classTruths(
  counts: ClassCounts,
  rows: number,
  truthAt: (index: number) => readonly TruthValue[],
  wrong: ReadonlyMap<number, boolean>,
): RowTruths {
  const values = Array.from({ length: rows }, (_, index) => {
    const value = truthAt(index)[0];
    return value === undefined ? undefined : counts.classOf(value);
  });
  const confusionClasses = counts.confusionClasses();
  return {
    kind: 'classes',
    values,
    wrong: values.map((_, index) => wrong.get(index)),
    ...(confusionClasses && { confusionClasses }),
  };
}

function numberTruths(rows: number, truthAt: (index: number) => readonly TruthValue[]): RowTruths {
  return {
    kind: 'numbers',
    values: Float64Array.from({ length: rows }, (_, index) => toNumber(truthAt(index)[0])),
  };
}

function addNumbers(
  errors: RegressionErrors,
  rows: readonly number[],
  truthAt: (index: number) => readonly TruthValue[],
  numbers: (index: number) => readonly number[],
): number {
  let without = 0;
  for (const index of rows) {
    const truths = truthAt(index).map(toNumber);
    if (truths.length === 0 || truths.some(Number.isNaN)) without++;
    else errors.add(truths, numbers(index));
  }
  return without;
}

function toNumber(value: TruthValue): number {
  if (typeof value === 'string') return parseNumber(value, '.') ?? NaN;
  return value === undefined ? NaN : Number(value);
}

/** The numbers of a row, where the model answers exactly one per target. */
function numbersOf(
  { scores, labels, outputs }: PredictedBatch,
  targets: number,
): ((index: number) => readonly number[]) | undefined {
  if (scores && !labels && targets === 1) return (index) => [scores[index] ?? NaN];
  const numeric = outputs.filter(({ dtype, keys }) => dtype !== 'string' && dtype !== 'bool' && !keys);
  const sizes = numeric.map(({ rowShape }) => product(rowShape));
  if (sizes.reduce((all, size) => all + size, 0) !== targets) return undefined;
  return (index) =>
    numeric.flatMap((output, which) =>
      Array.from({ length: sizes[which] ?? 0 }, (_, at) => numberAt(output, index * (sizes[which] ?? 0) + at)),
    );
}
