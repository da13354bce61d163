import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PredictedBatch } from '../../../src/contract/predicted';
import type { ResultChange } from '../../../src/contract/rows';
import type { Metrics } from '../../../src/contract/run';
import { resultChange, type ResultSide } from '../../../src/compare/result-change';

type Part = Partial<PredictedBatch> & Pick<PredictedBatch, 'rows'>;

/** A result in these batches. */
function side(parts: readonly Part[], metrics: Metrics | null = null): ResultSide {
  let rows = 0;
  const batches = parts.map((part): PredictedBatch => {
    const start = rows;
    rows += part.rows;
    return { outputs: [], told: [], whole: [], failed: new Map(), ...part, start };
  });
  return {
    rows,
    metrics,
    batches: async function* () {
      yield* batches;
    },
  };
}

function change(before: readonly Part[], after: readonly Part[]): Promise<ResultChange> {
  return resultChange(side(before), side(after));
}

const scores = (...values: readonly number[]): Part => ({ rows: values.length, scores: Float64Array.from(values) });
const labels = (...values: readonly (string | number)[]): Part => ({ rows: values.length, labels: values });
const int64 = (...values: readonly bigint[]): Part => ({
  rows: values.length,
  outputs: [{ name: 'y', dtype: 'int64', rowShape: [], data: BigInt64Array.from(values) }],
});
const float32 = (name: string, ...values: readonly number[]): Part => ({
  rows: values.length,
  outputs: [{ name, dtype: 'float32', rowShape: [], data: Float32Array.from(values) }],
});
const failed = (...rows: readonly number[]): Pick<PredictedBatch, 'failed'> => ({
  failed: new Map(rows.map((row) => [row, { severity: 'error', code: 'x', message: 'x' }])),
});

describe('what changed', () => {
  it.each<[string, readonly Part[], readonly Part[], Partial<ResultChange>]>([
    ['nothing', [scores(1, 2)], [scores(1, 2)], { rows: 2, changed: 0, maxAbs: 0 }],
    ['one score', [scores(1, 2)], [scores(1, 2.5)], { changed: 1, maxAbs: 0.5 }],
    ['NaN is NaN, an infinity itself', [scores(NaN, Infinity)], [scores(NaN, Infinity)], { changed: 0, maxAbs: 0 }],
    ['NaN is no number', [scores(NaN, 1)], [scores(1, 1)], { changed: 1, maxAbs: 0 }],
    ['a finite score to an infinite one', [scores(1)], [scores(-Infinity)], { changed: 1, maxAbs: Infinity }],
    ['labels', [labels('a', 'b', 'c')], [labels('a', 'c', 'b')], { flips: 2, flippedRows: [1, 2], changed: 2 }],
    ['labels that read the same', [labels('1', '2')], [labels(1, 2)], { flips: 0, flippedRows: [], changed: 0 }],
    ['integers by one, beyond doubles', [int64(2n ** 53n, 5n)], [int64(2n ** 53n + 1n, 5n)], { changed: 1 }],
    ['a type, but no value', [int64(5n, 6n)], [float32('y', 5, 6.5)], { changed: 1 }],
    ['the name of an output', [float32('y', 1)], [float32('z', 1)], { changed: 1 }],
    [
      'rows without a prediction',
      [{ ...scores(1, 2, 3), ...failed(0, 1) }],
      [{ ...scores(1, 2, 3), ...failed(1) }],
      { changed: 1 },
    ],
    [
      'the number of rows',
      [scores(1, 2), scores(3)],
      [scores(1, 2)],
      { rows: 2, rowsBefore: 3, rowsAfter: 2, changed: 0 },
    ],
    ['everything, to nothing', [scores(1)], [], { rows: 0, rowsBefore: 1, rowsAfter: 0, changed: 0 }],
  ])('%s', async (_, before, after, expected) => {
    expect(await change(before, after)).toMatchObject(expected);
  });

  it.each<[string, PredictedBatch['outputs'], PredictedBatch['outputs'], number]>([
    [
      'a shape, but no element',
      [{ name: 'y', dtype: 'int8', rowShape: [2, 1], data: Int8Array.of(1, 2) }],
      [{ name: 'y', dtype: 'int8', rowShape: [1, 2], data: Int8Array.of(1, 2) }],
      1,
    ],
    [
      'an element of many',
      [{ name: 'y', dtype: 'float16', rowShape: [3], data: Uint16Array.of(0x3c00, 0x7e00, 0) }],
      [{ name: 'y', dtype: 'float16', rowShape: [3], data: Uint16Array.of(0x3c00, 0x7e01, 0x8000) }],
      0,
    ],
    [
      'text',
      [{ name: 'y', dtype: 'string', rowShape: [], data: ['a'] }],
      [{ name: 'y', dtype: 'string', rowShape: [], data: ['A'] }],
      1,
    ],
  ])('of an output: %s', async (_, before, after, changed) => {
    expect((await change([{ rows: 1, outputs: before }], [{ rows: 1, outputs: after }])).changed).toBe(changed);
  });

  it('of probabilities goes by the names of the classes', async () => {
    const some = (classes: readonly string[], ...values: readonly number[]): Part => ({
      rows: 1,
      probabilities: { classes, dtype: 'float32', values: Float32Array.from(values) },
    });
    expect(await change([some(['a', 'b'], 0.25, 0.75)], [some(['b', 'a'], 0.75, 0.25)])).toMatchObject({ changed: 0 });
    expect(await change([some(['a', 'b'], 0.25, 0.75)], [some(['a', 'b'], 0.5, 0.5)])).toMatchObject({ changed: 1 });
    expect(await change([some(['a', 'b'], 0.5, 0.5)], [some(['a', 'c'], 0.5, 0.5)])).toMatchObject({ changed: 1 });
  });

  it('has no word of flips or distances without labels and scores', async () => {
    const plain = await change([int64(1n)], [int64(1n)]);
    expect(Object.keys(plain).toSorted()).toEqual(['changed', 'rows', 'rowsAfter', 'rowsBefore']);
  });

  it('lists 10,000 flipped rows and counts all', async () => {
    const many = (label: string): Part => labels(...new Array<string>(10_005).fill(label));
    const { flips, flippedRows } = await change([many('a')], [many('b')]);
    expect([flips, flippedRows?.length]).toEqual([10_005, 10_000]);
  });

  it('tells the metric that both have', async () => {
    const rmse = (value: number): Metrics => ({ rows: 1, rowsWithoutTruth: 0, truth: 't', mae: 0, rmse: value, r2: 0 });
    const confusion = { classes: [], counts: [] };
    const accurate: Metrics = { rows: 1, rowsWithoutTruth: 0, truth: 't', accuracy: 0.5, perClass: [], confusion };
    const both = await resultChange(side([scores(1)], rmse(2)), side([scores(1)], rmse(1)));
    expect(both.metric).toEqual({ name: 'rmse', before: 2, after: 1 });
    const classes = await resultChange(side([], accurate), side([], { ...accurate, accuracy: 1 }));
    expect(classes.metric).toEqual({ name: 'accuracy', before: 0.5, after: 1 });
    expect((await resultChange(side([], accurate), side([], rmse(1)))).metric).toBeUndefined();
    expect((await resultChange(side([]), side([], rmse(1)))).metric).toBeUndefined();
  });

  it('is the same however the rows were batched', async () => {
    const values = fc.array(fc.constantFrom(0, 1, NaN), { minLength: 1, maxLength: 20 });
    const cut = (all: readonly number[], sizes: readonly number[]): readonly Part[] => {
      const parts: Part[] = [];
      for (let start = 0, turn = 0; start < all.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        parts.push(scores(...all.slice(start, start + size)));
        start += size;
      }
      return parts;
    };
    const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(values, values, sizes, sizes, async (one, other, left, right) => {
        const rows = Math.min(one.length, other.length);
        const differ = one.slice(0, rows).filter((value, row) => !Object.is(value, other[row]));
        const found = await change(cut(one, left), cut(other, right));
        expect(found).toMatchObject({ rows, changed: differ.length });
        expect(found).toEqual(await change([scores(...one)], [scores(...other)]));
      }),
    );
  });
});
