import { describe, expect, it } from 'vitest';
import { createLabelFold } from '../../../src/compare/labels';
import { rankChanges } from '../../../src/compare/rank-changes';

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
    expect([...rankChanges(before, after, { width: 3, out: Uint8Array.of(0) })]).toEqual([1]);
    expect([...rankChanges(before, before, { width: 3, out: Uint8Array.of(0) })]).toEqual([0]);
  });

  it('is not looked at in rows out of tolerance, nor below the third place', () => {
    expect([...rankChanges(before, after, { width: 3, out: Uint8Array.of(1) })]).toEqual([0]);
    const [four, swapped] = [Float64Array.of(0.5, 0.3, 0.1, 0.06, 0.04), Float64Array.of(0.5, 0.3, 0.1, 0.04, 0.06)];
    expect([...rankChanges(four, swapped, { width: 5, out: Uint8Array.of(0) })]).toEqual([0]);
  });

  it('takes the first of equals first', () => {
    const equal = Float64Array.of(0.2, 0.4, 0.4);
    expect([...rankChanges(equal, equal.slice(), { width: 3, out: Uint8Array.of(0) })]).toEqual([0]);
  });
});
