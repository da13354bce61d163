import type { PredictedBatch } from '../contract/predicted';
import type { ResultChange } from '../contract/rows';
import type { Metrics } from '../contract/run';
import { changeTest, flipTest, scoreDistance } from './row-difference';

const MOST_FLIPPED_ROWS = 10_000;

/** One of two results: its rows in order, from row 0 without a gap. */
export interface ResultSide {
  readonly rows: number;
  readonly metrics: Metrics | null;
  batches(): AsyncIterable<PredictedBatch>;
}

/**
 * What changed from one result to another. Rows pair by their number, outputs by their name. Values are the same when they
 * are equal exactly, whatever their types; NaN equals NaN. A row with an output that the other side does not have, or
 * with a prediction on one side alone, has changed. `maxAbs` is over rows with a score on both sides that is a number.
 */
export async function resultChange(before: ResultSide, after: ResultSide): Promise<ResultChange> {
  const fold = createFold();
  for await (const pair of pairRows(before.batches(), after.batches())) fold.add(pair);
  const metric = metricOf(before.metrics, after.metrics);
  return { ...fold.result(), rowsBefore: before.rows, rowsAfter: after.rows, ...(metric && { metric }) };
}

/** `rows` rows, from index `first` of the one batch and `second` of the other. */
interface PairedRows {
  readonly before: PredictedBatch;
  readonly after: PredictedBatch;
  readonly first: number;
  readonly second: number;
  readonly rows: number;
}

/** Walks both side by side, whatever their batches are; ends with the shorter one. */
async function* pairRows(
  before: AsyncIterable<PredictedBatch>,
  after: AsyncIterable<PredictedBatch>,
): AsyncGenerator<PairedRows> {
  const [one, other] = [before[Symbol.asyncIterator](), after[Symbol.asyncIterator]()];
  try {
    let [old, now] = [await one.next(), await other.next()];
    while (old.done !== true && now.done !== true) {
      const [left, right] = [old.value, now.value];
      const start = Math.max(left.start, right.start);
      const end = Math.min(left.start + left.rows, right.start + right.rows);
      if (end > start) {
        yield { before: left, after: right, first: start - left.start, second: start - right.start, rows: end - start };
      }
      if (left.start + left.rows <= end) old = await one.next();
      if (right.start + right.rows <= end) now = await other.next();
    }
  } finally {
    await one.return?.();
    await other.return?.();
  }
}

interface Fold {
  add(pair: PairedRows): void;
  result(): Pick<ResultChange, 'rows' | 'flips' | 'flippedRows' | 'changed' | 'maxAbs'>;
}

function createFold(): Fold {
  const flippedRows: number[] = [];
  let [rows, flips, changed, maxAbs] = [0, 0, 0, 0];
  let [labelled, scored] = [false, false];
  return {
    add: (pair) => {
      const { before, after } = pair;
      const isFlip = flipTest(before, after);
      const differs = changeTest(before, after);
      const distance = scoreDistance(before, after);
      labelled ||= isFlip !== undefined;
      scored ||= distance !== undefined;
      rows += pair.rows;
      for (const [one, other, row] of indexesOf(pair)) {
        const answers = answersOf(pair, row);
        if (answers < 2) {
          changed += answers;
          continue;
        }
        const flipped = isFlip?.(one, other) === true;
        if (flipped && flips++ < MOST_FLIPPED_ROWS) flippedRows.push(row);
        changed += Number(flipped || differs(one, other));
        maxAbs = Math.max(maxAbs, distance?.(one, other) ?? 0);
      }
    },
    result: () => ({
      rows,
      ...(labelled && { flips, flippedRows }),
      changed,
      ...(scored && { maxAbs }),
    }),
  };
}

/** Of each row its indexes in both batches, and its number. */
function* indexesOf({ before, first, second, rows }: PairedRows): Generator<readonly [number, number, number]> {
  for (let offset = 0; offset < rows; offset++) yield [first + offset, second + offset, before.start + first + offset];
}

/** On how many sides a row has a prediction. */
function answersOf({ before, after }: PairedRows, row: number): number {
  return Number(!before.failed.has(row)) + Number(!after.failed.has(row));
}

function metricOf(before: Metrics | null, after: Metrics | null): ResultChange['metric'] {
  if (!before || !after) return undefined;
  if ('accuracy' in before && 'accuracy' in after)
    return { name: 'accuracy', before: before.accuracy, after: after.accuracy };
  if ('rmse' in before && 'rmse' in after) return { name: 'rmse', before: before.rmse, after: after.rmse };
  return undefined;
}
