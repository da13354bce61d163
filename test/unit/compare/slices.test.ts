import { describe, expect, it } from 'vitest';
import type { SliceComparison } from '../../../src/contract/comparison';
import { createSegmenter } from '../../../src/compare/segments';
import { createSlices, type Worth } from '../../../src/compare/slices';
import type { Column } from '../../../src/data/table';

const ROWS = 200;

function text(values: readonly string[]): Column {
  return { kind: 'text', values };
}

/** The slices of one column. */
function slicesOf(column: Column, worth: Worth): readonly SliceComparison[] {
  const slices = createSlices([createSegmenter('plan', [{ column, rows: ROWS }])]);
  slices.add([column], worth, { count: ROWS });
  return slices.result();
}

const rows = Array.from({ length: ROWS }, (_, row) => row);
const right = (is: (row: number) => boolean): Uint8Array => Uint8Array.from(rows, (row) => (is(row) ? 1 : 0));

describe('slices', () => {
  const plans = text(rows.map((row) => (row % 4 === 0 ? 'basic' : 'pro')));

  it('name the category in which the candidate is worse', () => {
    const worth: Worth = {
      kind: 'labels',
      baseline: right(() => true),
      candidate: right((row) => row % 4 !== 0 || row > 120),
    };
    expect(slicesOf(plans, worth)).toMatchObject([
      {
        column: 'plan',
        segment: { kind: 'value', value: 'basic' },
        rows: 50,
        metric: 'accuracy',
        baseline: 1,
        candidate: 0.38,
      },
    ]);
    expect(slicesOf(plans, worth)[0]?.adjustedP).toBeLessThan(1e-6);
  });

  it('name the bin of numbers in which errors grew', () => {
    const numbers: Column = { kind: 'number', values: Float64Array.from(rows), text: String };
    const candidate = Float64Array.from(rows, (row) => (row < 40 ? 2 + (row % 3) : 1));
    const found = slicesOf(numbers, { kind: 'errors', baseline: new Float64Array(ROWS).fill(1), candidate });
    expect(found[0]).toMatchObject({
      segment: { kind: 'range', from: 0, to: 40 },
      metric: 'mae',
      rows: 40,
      baseline: 1,
    });
    expect(found[0]?.delta).toBeCloseTo(1.975, 3);
  });

  it('take into account how many segments were looked at', () => {
    const candidate = right((row) => row !== 0 && row !== 4 && row !== 8);
    const [slice] = slicesOf(plans, { kind: 'labels', baseline: right(() => true), candidate });
    expect(slice?.p).toBeCloseTo(0.25, 12);
    expect(slice?.adjustedP).toBeCloseTo(0.5, 12);
  });

  it('leave out columns of one value, of text that is all distinct, and rows without a truth', () => {
    expect(createSegmenter('one', [{ column: text(rows.map(() => 'a')), rows: ROWS }])).toBeUndefined();
    expect(createSegmenter('id', [{ column: text(rows.map((row) => `id-${row}`)), rows: ROWS }])).toBeUndefined();
    const unknown = new Uint8Array(ROWS).fill(2);
    expect(slicesOf(plans, { kind: 'labels', baseline: unknown, candidate: unknown })).toEqual([]);
  });

  it('put rows without a number in a segment of their own', () => {
    const gaps = text(rows.map((row) => (row % 10 === 0 ? '' : String(row / 7))));
    const segmenter = createSegmenter('gaps', [{ column: gaps, rows: ROWS }]);
    expect(segmenter?.segments.at(-1)).toEqual({ kind: 'missing' });
    expect(segmenter?.of(gaps, 10)).toBe(segmenter?.segments.length === undefined ? -1 : segmenter.segments.length - 1);
  });

  it('reach, in their outer bins, as far as the values that come later', () => {
    const segmenter = createSegmenter('age', [{ column: text(rows.map(String)), rows: ROWS }]);
    const later = text(['-3', '500', 'NA', 'old', 'Infinity']);
    expect([0, 1, 2, 3, 4].map((row) => segmenter?.of(later, row))).toEqual([0, 4, 5, -1, -1]);
    expect(segmenter?.segments[0]).toMatchObject({ from: -3 });
    expect(segmenter?.segments[4]).toMatchObject({ to: 500, closed: true });
  });

  it.each([
    ['numbers, where every marker is a missing one', ['1', '2', 'NA', ''], ['1', '2', 'missing']],
    ['words, of which a marker is one', ['a', 'NA', ''], ['a', 'NA', 'missing']],
  ])('of few values are of %s', (_, values, expected) => {
    const segmenter = createSegmenter('few', [{ column: text(values), rows: values.length }]);
    const names = segmenter?.segments.map((segment) => (segment.kind === 'value' ? segment.value : segment.kind));
    expect(names).toEqual(expected);
  });
});
