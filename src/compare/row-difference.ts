import type { ClassLabel } from '../contract/model';
import type { OutputColumn, PredictedBatch } from '../contract/predicted';
import type { TensorValue } from '../contract/tensor';
import { float16Value } from '../data/float16';

/** Compares a row of one batch with a row of another, by their indexes. */
type RowTest = (one: number, other: number) => boolean;

/** Whether the label is another. Undefined without labels on both sides. Labels are the same where they read the same. */
export function flipTest({ labels: old }: PredictedBatch, { labels: now }: PredictedBatch): RowTest | undefined {
  if (!old || !now) return undefined;
  const text = (label: ClassLabel | boolean | undefined): string => String(label);
  return (one, other) => old[one] !== now[other] && text(old[one]) !== text(now[other]);
}

/** How far scores are apart; 0 where that is no number. Undefined without scores on both sides. */
export function scoreDistance(
  { scores: old }: PredictedBatch,
  { scores: now }: PredictedBatch,
): ((one: number, other: number) => number) | undefined {
  if (!old || !now) return undefined;
  return (one, other) => {
    const [score, newScore] = [old[one] ?? NaN, now[other] ?? NaN];
    if (score === newScore) return 0;
    const distance = Math.abs(score - newScore);
    return Number.isNaN(distance) ? 0 : distance;
  };
}

/** Whether a score, a probability or any other output of a row is another. */
export function changeTest(before: PredictedBatch, after: PredictedBatch): RowTest {
  const tests = [scoreTest(before, after), probabilityTest(before, after), ...outputTests(before, after)];
  const present = tests.filter((test) => test !== undefined);
  return (one, other) => present.some((differs) => differs(one, other));
}

function scoreTest({ scores: old }: PredictedBatch, { scores: now }: PredictedBatch): RowTest | undefined {
  if (!old && !now) return undefined;
  return (one, other) => !isSame(old?.[one], now?.[other]);
}

/** By the name of the class. */
function probabilityTest(before: PredictedBatch, after: PredictedBatch): RowTest | undefined {
  const [old, now] = [before.probabilities, after.probabilities];
  if (!old || !now) return undefined;
  const places = old.classes.map((name) => now.classes.indexOf(name));
  const known = places.every((place) => place >= 0) && old.classes.length === now.classes.length;
  if (!known) return () => true;
  const width = places.length;
  return (one, other) =>
    places.some((place, position) => !isSame(old.values[one * width + position], now.values[other * width + place]));
}

function outputTests(before: PredictedBatch, after: PredictedBatch): readonly RowTest[] {
  const [old, now] = [readersOf(before), readersOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].map((name): RowTest => {
    const [readOld, readNow] = [old.get(name), now.get(name)];
    if (!readOld || !readNow) return () => true;
    return (one, other) => !isSameValue(readOld(one), readNow(other));
  });
}

/** A row's value of an output. */
interface RowValue {
  readonly elements: number;
  /** What has to be the same before elements are compared: the shape, and the keys of a map. */
  readonly form: string;
  element(index: number): Scalar;
}

type Scalar = number | bigint | string | undefined;

/** By name. What labels and probabilities tell is compared there, where a class has its name. */
function readersOf(batch: PredictedBatch): ReadonlyMap<string, (row: number) => RowValue | undefined> {
  const told = batch.labels || batch.probabilities ? new Set(batch.told) : new Set<string>();
  const columns = batch.outputs.filter(({ name }) => !told.has(name));
  return new Map([
    ...columns.map((column) => [column.name, columnReader(column)] as const),
    ...(batch.ragged ?? []).map(({ name, rows }) => [name, (row: number) => tensorValue(rows[row])] as const),
  ]);
}

function columnReader({ dtype, data, rowShape, keys }: OutputColumn): (row: number) => RowValue {
  const elements = product(rowShape);
  const form = JSON.stringify([rowShape, keys]);
  return (row) => ({ elements, form, element: (index) => scalar(dtype, data[row * elements + index]) });
}

function tensorValue(value: TensorValue | undefined): RowValue | undefined {
  if (!value) return undefined;
  const { dtype, dims, data } = value;
  return { elements: product(dims), form: JSON.stringify([dims]), element: (index) => scalar(dtype, data[index]) };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

function scalar(dtype: TensorValue['dtype'], value: Scalar): Scalar {
  return dtype === 'float16' && typeof value === 'number' ? float16Value(value) : value;
}

function isSameValue(one: RowValue | undefined, other: RowValue | undefined): boolean {
  if (!one || !other) return one === other;
  if (one.form !== other.form) return false;
  for (let index = 0; index < one.elements; index++) {
    if (!isSame(one.element(index), other.element(index))) return false;
  }
  return true;
}

/** Integers of any size and numbers compare by their exact value; NaN is NaN. */
function isSame(one: Scalar, other: Scalar): boolean {
  if (one === other) return true;
  if (typeof one === 'number' && typeof other === 'number') return Number.isNaN(one) && Number.isNaN(other);
  const mixed = typeof one !== 'string' && typeof other !== 'string' && one !== undefined && other !== undefined;
  return mixed && !(one < other) && !(one > other) && !Number.isNaN(one) && !Number.isNaN(other);
}
