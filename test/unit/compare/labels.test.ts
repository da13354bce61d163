import { describe, expect, it } from 'vitest';
import { createLabelFold } from '../../../src/compare/labels';
import { rankChanges } from '../../../src/compare/rank-changes';
import { createRowSet } from '../../../src/compare/row-set';

describe('labels of both sides', () => {
  it('count flips from class to class, known classes first', () => {
    const fold = createLabelFold(['low', 'high']);
    fold.add({ baseline: ['low', 'high'], candidate: ['low', 'low'] }, { start: 0, count: 2 });
    fold.add({ baseline: ['odd'], candidate: ['high'] }, { start: 2, count: 1, rows: Uint32Array.of(7) });
    expect(fold.result()).toEqual({
      flips: 2,
      flipRate: 2 / 3,
      flippedRows: [1, 7],
      classes: ['low', 'high', 'odd'],
      matrix: [
        [1, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
      ],
    });
  });

  it('leave the matrix out where it would have millions of cells', () => {
    const fold = createLabelFold([]);
    const baseline = Array.from({ length: 1_001 }, (_, index) => `c${index}`);
    fold.add({ baseline, candidate: baseline.with(7, 'c0') }, { start: 0, count: baseline.length });
    expect(fold.result()).toMatchObject({ flips: 1, flippedRows: [7], matrix: [] });
    expect(fold.result()?.classes).toHaveLength(1_001);
  });

  it('take labels that are written alike for the same class', () => {
    const fold = createLabelFold([0, 1]);
    fold.add({ baseline: ['1', 'true'], candidate: [1, true] }, { start: 0, count: 2 });
    expect(fold.result()?.flips).toBe(0);
  });

  it('say how often either was right, and leave out rows without a truth', () => {
    const fold = createLabelFold([]);
    const right = { baseline: Uint8Array.of(1, 1, 0, 0, 2), candidate: Uint8Array.of(1, 0, 1, 0, 1) };
    fold.add(
      { baseline: ['a', 'a', 'a', 'a', 'a'], candidate: ['a', 'b', 'b', 'a', 'a'], right },
      { start: 0, count: 5 },
    );
    expect(fold.truth()).toMatchObject({
      bothRight: 1,
      oldRightNewWrong: 1,
      oldWrongNewRight: 1,
      bothWrong: 1,
      negativeFlipRate: 0.25,
    });
  });

  it('keep the smallest margin of each side and its row', () => {
    const fold = createLabelFold([]);
    const margins = { baseline: Float64Array.of(0.5, 0.1, NaN), candidate: Float64Array.of(0.2, 0.3, 0.2) };
    fold.add({ baseline: ['a', 'a', 'a'], candidate: ['a', 'a', 'a'], margins }, { start: 10, count: 3 });
    expect(fold.result()?.smallestMargin).toEqual({
      baseline: { row: 11, value: 0.1 },
      candidate: { row: 10, value: 0.2 },
    });
  });
});

describe('the order of probabilities', () => {
  const before = Float64Array.of(0.99, 0.00500001, 0.00499999);
  const after = Float64Array.of(0.99, 0.00499999, 0.00500001);

  it('is seen to change inside tolerance', () => {
    expect([...rankChanges(before, after, 3)]).toEqual([1]);
    expect([...rankChanges(before, before, 3)]).toEqual([0]);
  });

  it('counts in rows inside tolerance alone, whatever the tolerance is by then', () => {
    const fold = createLabelFold(['a', 'b']);
    const labels = ['a', 'a', 'b'];
    const ranks = { changed: Uint8Array.of(1, 0, 1), out: Uint8Array.of(1, 0, 0) };
    fold.add({ baseline: labels, candidate: labels, ranks }, { start: 4, count: 3 });
    expect(fold.result()?.rankChanges).toEqual({ rows: 1, firstRow: 6 });
    const out = createRowSet();
    expect(fold.ranksWithout(out)).toEqual({ rows: 2, firstRow: 4 });
    out.addMarked({ start: 4, count: 3 }, Uint8Array.of(1, 1, 1));
    expect(fold.ranksWithout(out)).toEqual({ rows: 0, firstRow: null });
  });

  it('is not looked at below the third place', () => {
    const [four, swapped] = [Float64Array.of(0.5, 0.3, 0.1, 0.06, 0.04), Float64Array.of(0.5, 0.3, 0.1, 0.04, 0.06)];
    expect([...rankChanges(four, swapped, 5)]).toEqual([0]);
  });

  it('takes the first of equals first', () => {
    const equal = Float64Array.of(0.2, 0.4, 0.4);
    expect([...rankChanges(equal, equal.slice(), 3)]).toEqual([0]);
  });
});
