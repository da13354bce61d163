import { describe, expect, it } from 'vitest';
import type { Residuals } from '../../../../src/contract/rows';
import { callContext, loggedRun, rowsHandlers, type LoggedRun } from './support/logged-run';

async function residuals({ place }: LoggedRun): Promise<Residuals | undefined> {
  return (await rowsHandlers.residuals(place, callContext())) as Residuals | undefined;
}

/** A regressor's answers and their truth. */
function regression(predicted: Float64Array, truths: Float64Array): ReturnType<typeof loggedRun> {
  const outputs = [{ name: 'y', dtype: 'float64', rowShape: [], data: predicted }] as const;
  return loggedRun([
    {
      predicted: { rows: predicted.length, scores: predicted, outputs, told: ['y'] },
      truths: { kind: 'numbers', values: truths },
    },
  ]);
}

describe('residuals', () => {
  it('are the rows that have both numbers', async () => {
    const run = await regression(Float64Array.of(1, NaN, 3, 4), Float64Array.of(1.5, 2, NaN, 3));
    expect(await residuals(run)).toEqual({
      rows: 2,
      points: [
        { row: 0, truth: 1.5, predicted: 1 },
        { row: 3, truth: 3, predicted: 4 },
      ],
    });
  });

  it('are at most 2,000, evenly drawn, the largest errors among them', async () => {
    const rows = 9_000;
    const predicted = new Float64Array(rows);
    const truths = Float64Array.from(predicted, (_, row) => (row % 1000 === 7 ? 50 + row : 1));
    const found = await residuals(await regression(predicted, truths));
    expect(found?.rows).toBe(rows);
    expect(found?.points.length).toBeLessThanOrEqual(2_000);
    expect(found?.points.length).toBeGreaterThan(1_700);
    const drawn = found?.points.map(({ row }) => row) ?? [];
    expect(drawn).toEqual(drawn.toSorted((one, other) => one - other));
    for (let row = 7; row < rows; row += 1000) expect(drawn).toContain(row);
    const gaps = drawn.map((row, index) => row - (drawn[index - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(20);
  });

  it('are absent without a truth, and for classes', async () => {
    expect(await residuals(await loggedRun([{ predicted: { rows: 1, scores: Float64Array.of(1) } }]))).toBeUndefined();
    const truths = { kind: 'classes', values: [1], wrong: [false] } as const;
    expect(await residuals(await loggedRun([{ predicted: { rows: 1, labels: [1] }, truths }]))).toBeUndefined();
  });
});
