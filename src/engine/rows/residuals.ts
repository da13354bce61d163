import type { Residuals } from '../../contract/rows';
import { cellsOf, holdsClasses } from '../../log/rows/cells';
import type { StoredBatch } from '../../log/rows/stored';
import { eachSpan, type Result } from './result';

const MOST_POINTS = 2_000;
/** Of those, the rows with the largest errors. */
const MOST_LARGEST = 200;

/** Undefined where no row has both a truth and a prediction that are numbers. */
export async function readResiduals(result: Result, signal: AbortSignal): Promise<Residuals | undefined> {
  const rows: number[] = [];
  const truths: number[] = [];
  const predictions: number[] = [];
  for await (const span of eachSpan(result, signal)) {
    for (const { row, truth, predicted } of pointsOf(span.cut())) {
      rows.push(row);
      truths.push(truth);
      predictions.push(predicted);
    }
  }
  if (rows.length === 0) return undefined;
  const errors = Float64Array.from(truths, (truth, index) => Math.abs(truth - (predictions[index] ?? 0)));
  const chosen = choosePoints(errors);
  return {
    rows: rows.length,
    points: chosen.map((index) => ({
      row: rows[index] ?? 0,
      truth: truths[index] ?? 0,
      predicted: predictions[index] ?? 0,
    })),
  };
}

type Point = Residuals['points'][number];

function* pointsOf(batch: StoredBatch): Generator<Point> {
  const truth = cellsOf(batch, 'truth');
  const predicted = cellsOf(batch, 'prediction');
  if (!truth || !predicted || holdsClasses(batch, 'truth') || holdsClasses(batch, 'prediction')) return;
  const [truths, predictions] = [truth.values(), predicted.values()];
  for (let index = 0; index < batch.rows; index++) {
    if (!truth.isPresent(index) || !predicted.isPresent(index)) continue;
    const point = {
      row: batch.start + index,
      truth: Number(truths[index]),
      predicted: Number(predictions[index]),
    };
    if (Number.isFinite(point.truth) && Number.isFinite(point.predicted)) yield point;
  }
}

/** Positions of the largest errors, and of others at even distances, in order. */
function choosePoints(errors: Float64Array): readonly number[] {
  const all = Uint32Array.from(errors, (_, index) => index);
  if (errors.length <= MOST_POINTS) return [...all];
  const least = errors.toSorted()[errors.length - MOST_LARGEST] ?? Infinity;
  const chosen = new Set(all.filter((index) => (errors[index] ?? 0) > least));
  for (const index of all) {
    if (chosen.size >= MOST_LARGEST) break;
    if (errors[index] === least) chosen.add(index);
  }
  const others = MOST_POINTS - chosen.size;
  for (let place = 0; place < others; place++) chosen.add(Math.floor((place * errors.length) / others));
  return [...chosen].sort((one, other) => one - other);
}
