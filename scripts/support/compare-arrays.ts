import type { PredictedBatch } from '../../src/contract/predicted';
import { createComparison } from '../../src/compare/comparison';
import type { PairStore } from '../../src/compare/output-pair';
import { createRowsMeasures } from '../../src/compare/rows-measured';
import { seededRandom } from '../../test/support/rounds';

const BATCH_ROWS = 10_000;

/** All statistics and flips of probabilities that are in memory already: milliseconds of the fastest of three times. */
export function compareArrays(rows: number, classes: number): number {
  const random = seededRandom(1);
  const before = Float32Array.from({ length: rows * classes }, random);
  const after = before.map((value) => value + 2e-3 * (random() + random() + random() - 1.5));
  return Math.min(...Array.from({ length: 3 }, () => timed(before, after, classes)));
}

function timed(before: Float32Array, after: Float32Array, classes: number): number {
  const started = performance.now();
  const fold = createComparison({
    pairs: {},
    tolerance: {},
    external: new Set(),
    round: (value) => value,
    store: inMemory(),
    distances: false,
    measures: createRowsMeasures([], []),
    classes: Array.from({ length: classes }, (_, index) => index),
  });
  const rows = before.length / classes;
  for (let start = 0; start < rows; start += BATCH_ROWS) {
    const count = Math.min(BATCH_ROWS, rows - start);
    const batch = (values: Float32Array): PredictedBatch =>
      predicted(values.subarray(start * classes, (start + count) * classes), { start, classes });
    fold.add({ rows: { start, count }, baseline: batch(before), candidate: batch(after) });
  }
  const { outputs, labels } = fold.result();
  if (!outputs[0]?.medianAbs || !labels?.flips) throw new Error('Nothing was compared.');
  return performance.now() - started;
}

function predicted(
  data: Float32Array,
  { start, classes }: { readonly start: number; readonly classes: number },
): PredictedBatch {
  const rows = data.length / classes;
  const labels = new Array<number>(rows);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let place = 1; place < classes; place++)
      if ((data[row * classes + place] ?? 0) > (data[row * classes + largest] ?? 0)) largest = place;
    labels[row] = largest;
  }
  const names = Array.from({ length: classes }, (_, index) => String(index));
  return {
    start,
    rows,
    labels,
    probabilities: { classes: names, dtype: 'float32', values: data },
    outputs: [{ name: 'probabilities', dtype: 'float32', rowShape: [classes], data }],
    told: ['probabilities'],
    whole: [],
    failed: new Map(),
  };
}

function inMemory(): PairStore {
  const kept: Parameters<PairStore['append']>[] = [];
  return {
    append: (...part) => void kept.push(part),
    scan: (output, visit) => {
      for (const [number, pair, rows] of kept) if (number === output) visit(pair, rows);
    },
  };
}
