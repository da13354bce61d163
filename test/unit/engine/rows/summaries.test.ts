import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnSummary, RowsView } from '../../../../src/contract/rows';
import { binNumbers } from '../../../../src/engine/rows/histogram';
import { callContext, loggedRun, rowsHandlers, rowsOf, type LoggedRows, type LoggedRun } from './support/logged-run';

async function summaries(
  { place }: LoggedRun,
  columns: 'outputs' | readonly string[],
  view?: RowsView,
): Promise<readonly ColumnSummary[]> {
  const request = { ...place, columns, ...(view && { view }) };
  return (await rowsHandlers.summaries(request, callContext())) as readonly ColumnSummary[];
}

function scored(scores: readonly number[]): ReturnType<typeof loggedRun> {
  return loggedRun([{ predicted: { rows: scores.length, scores: Float64Array.from(scores) } }]);
}

describe('a summary of numbers', () => {
  it('has bins that are ranges: each filter finds as many rows as its bar says', async () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -40, max: 40 }));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 60 }), async (scores) => {
        const run = await scored(scores);
        const [summary] = await summaries(run, ['score']);
        if (summary?.spread.kind !== 'numbers') throw new Error('These are numbers.');
        const { edges, counts } = summary.spread;
        const last = counts.length - 1;
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(scores.length);
        for (const [bin, count] of counts.entries()) {
          const [from = NaN, to = NaN] = edges.slice(bin, bin + 2);
          const range = { kind: 'range', column: 'score', from, to, closed: bin === last } as const;
          expect(await rowsOf(run, { conditions: [range] })).toHaveLength(count);
        }
      }),
      { numRuns: 8 },
    );
  });

  it.each<[string, readonly number[], object]>([
    ['an even number of them', [4, 1, 3, 2], { min: 1, max: 4, mean: 2.5, median: 2.5, std: Math.sqrt(1.25) }],
    ['an odd number', [3, 1, 2], { median: 2, std: Math.sqrt(2 / 3) }],
    ['large ones', [1e308, 1.5e308], { median: 1.25e308 }],
    ['a small spread on a large value', [1e9 + 0.25, 1e9 + 0.75], { mean: 1e9 + 0.5, std: 0.25 }],
  ])('says mean, spread and median exactly: %s', (_, values, figures) => {
    expect(binNumbers(values)).toMatchObject(figures);
  });

  it.each<[string, readonly number[], number, number]>([
    ['few integers one bar each', [0, 1, 1, 3], 4, -0.5],
    ['a constant one bar', [2.5, 2.5], 1, 2],
    ['many values more bars', Array.from({ length: 5_000 }, (_, index) => Math.sin(index)), 14, -1],
    ['a few values ten bars', [0.5, 1.25, 3.75], 10, 0.5],
  ])('gives %s', (_, values, bins, first) => {
    const numbers = binNumbers(values);
    expect(numbers?.counts).toHaveLength(bins);
    expect(numbers?.edges[0]).toBeCloseTo(first, 3);
    expect(numbers?.edges).toHaveLength(bins + 1);
  });

  it('never has more than 30 bars, nor fractions of integers', () => {
    const integers = binNumbers(Array.from({ length: 10_000 }, (_, index) => index * index));
    expect(integers?.counts.length).toBeLessThanOrEqual(30);
    expect(integers?.edges.every((edge) => Number.isInteger(edge + 0.5))).toBe(true);
    const outlier = binNumbers([...Array.from({ length: 10_000 }, (_, index) => index / 1e4), 1e6]);
    expect(outlier?.counts).toHaveLength(30);
  });

  it('leaves infinite values out and counts what is missing', async () => {
    const [summary] = await summaries(await scored([1.5, Infinity, NaN, 2.5]), ['score']);
    expect(summary).toMatchObject({ rows: 4, missing: 1, spread: { kind: 'numbers', min: 1.5, max: 2.5, median: 2 } });
  });
});

describe('a summary', () => {
  const truths = { kind: 'classes', values: [1, 0, 1], wrong: [false, false, true] } as const;
  const predicted: LoggedRows['predicted'] = {
    rows: 3,
    labels: [1, 0, 0],
    scores: Float64Array.of(0.9, 0.8, 0.7),
    margins: Float64Array.of(0.8, 0.6, 0.4),
    probabilities: { classes: ['0', '1'], dtype: 'float64', values: Float64Array.of(0.1, 0.9, 0.8, 0.2, 0.7, 0.3) },
    told: ['label', 'probabilities'],
    outputs: [{ name: 'extra', dtype: 'string', rowShape: [], data: ['b', 'a', 'b'] }],
  };
  const columns = [{ kind: 'text', values: ['', '', ''] }] as const;

  it('of the outputs has what the model answered, classes counted also where they are numbers', async () => {
    const all = await summaries(await loggedRun([{ names: ['x'], columns, predicted, truths }]), 'outputs');
    expect(all.map(({ column }) => column)).toEqual([
      'prediction',
      'score',
      'margin',
      'probability:0',
      'probability:1',
      'output:extra',
    ]);
    expect(all[0]?.spread).toEqual({
      kind: 'values',
      distinct: 2,
      values: [
        { value: '0', rows: 2 },
        { value: '1', rows: 1 },
      ],
    });
    expect(all.at(-1)?.spread).toMatchObject({ kind: 'values', distinct: 2 });
  });

  it('is of the rows of a view, and of inputs where they are asked for', async () => {
    const run = await loggedRun([{ names: ['x'], columns, predicted, truths }]);
    const view: RowsView = { conditions: [{ kind: 'wrong' }] };
    expect(await summaries(run, ['input:x', 'truth'], view)).toEqual([
      { column: 'input:x', rows: 1, missing: 1, spread: { kind: 'empty' } },
      {
        column: 'truth',
        rows: 1,
        missing: 0,
        spread: { kind: 'values', distinct: 1, values: [{ value: '1', rows: 1 }] },
      },
    ]);
    await expect(summaries(run, ['input:y'])).rejects.toMatchObject({ issues: [{ code: 'row-column-unknown' }] });
  });
});
