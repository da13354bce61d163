import { describe, expect, it } from 'vitest';
import { createRowsMeasures } from '../../../src/compare/rows-measured';
import { parseGate } from '../../../src/compare/gate-text';
import { judgeGate, type Measured } from '../../../src/compare/gates';
import type { ComparedBatch } from '../../../src/compare/comparison';
import type { Worth } from '../../../src/compare/slices';
import type { Column } from '../../../src/data/table';
import type { GateResult } from '../../../src/contract/comparison';

const ROWS = 6;
const REGION: Column = { kind: 'text', values: ['north', 'south', 'north', 'NA', 'north', 'south'] };
const AGE: Column = { kind: 'text', values: ['18', '30', '18.0', '', '29.5', '41'] };

/** Judges a gate on six rows, in two batches as they come. */
function judged(gate: string, worth: Worth | undefined, labels?: readonly [number[], number[]]): GateResult {
  const parsed = parseGate(gate);
  const rows = parsed.kind === 'measure' && parsed.rows ? [parsed.rows] : [];
  const measures = createRowsMeasures(['region', 'age'], rows);
  const none = { start: 0, rows: 0, outputs: [], told: [], whole: [], failed: new Map<number, never>() };
  for (const [start, end] of [
    [0, 4],
    [4, ROWS],
  ] as const) {
    const indexes = Uint32Array.from({ length: end - start }, (_, index) => start + index);
    const part = (values: Uint8Array): Uint8Array => values.slice(start, end);
    const batch: ComparedBatch = {
      rows: { start, count: end - start },
      baseline: none,
      candidate: none,
      columns: [REGION, AGE],
      indexes,
      ...(worth && { worth: sliced(worth, start, end) }),
    };
    const both = labels?.map((side) => Int32Array.from(part(Uint8Array.from(side))));
    measures.add(batch, both?.[0] && both[1] ? { baseline: both[0], candidate: both[1] } : undefined);
  }
  const counted = { outputs: [], onlyInBaseline: [], onlyInCandidate: [] };
  const measured: Measured = { outputs: [], counted, measured: measures.result() };
  return judgeGate(parsed, measured);
}

function sliced(worth: Worth, start: number, end: number): Worth {
  return worth.kind === 'labels'
    ? { ...worth, baseline: worth.baseline.slice(start, end), candidate: worth.candidate.slice(start, end) }
    : { ...worth, baseline: worth.baseline.slice(start, end), candidate: worth.candidate.slice(start, end) };
}

/** 0 wrong, 1 right, 2 without a truth. */
const LABELS: Worth = {
  kind: 'labels',
  baseline: Uint8Array.of(1, 1, 1, 1, 1, 2),
  candidate: Uint8Array.of(1, 1, 0, 1, 0, 2),
};
const ERRORS: Worth = {
  kind: 'errors',
  baseline: Float64Array.of(1, 0, 1, 5, 1, NaN),
  candidate: Float64Array.of(3, 0, 0, 5, 3, NaN),
};
const FLIPS = [
  [0, 1, 0, 1, 0, 1],
  [0, 1, 1, 1, 1, 1],
] as const;

describe('a gate on the rows of one segment', () => {
  it.each([
    ['accuracy >= .3 where region is north', true, 1 / 3],
    ['change accuracy >= 0 where region is north', false, -2 / 3],
    ['relative change accuracy >= -70% where region is north', true, -2 / 3],
    ['accuracy >= 1 where region is south', true, 1],
    ['accuracy >= 1 where region is missing', true, 1],
    ['accuracy >= 1 where age in [18, 30)', false, 1 / 3],
    ['accuracy >= 1 where age in [18, 30]', false, 1 / 2],
    ['accuracy >= .5 where age is 18', true, 1 / 2],
    ['oldRightNewWrong <= 1 where region is north', false, 2],
    ['negativeFlipRate <= 1 where region is north', true, 2 / 3],
    ['flips <= 1 where region is north', false, 2],
    ['flipRate <= 0 where region is south', true, 0],
  ])('%s', (gate, passed, value) => {
    const result = judged(gate, LABELS, [[...FLIPS[0]], [...FLIPS[1]]]);
    expect(result).toMatchObject({ gate, passed });
    expect(result.value).toBeCloseTo(value, 12);
  });

  it.each([
    ['change mae <= 0 where region is north', false, 1],
    ['mae <= 2 where region is north', true, 2],
    ['rmse <= 3 where region is north', true, Math.sqrt(6)],
    ['relative change mae <= 0.1% where region is missing', true, 0],
  ])('of numbers: %s', (gate, passed, value) => {
    const result = judged(gate, ERRORS);
    expect(result).toMatchObject({ gate, passed });
    expect(result.value).toBeCloseTo(value, 12);
  });

  it.each([
    ['accuracy >= 0 where planet is mars', LABELS, "the data has no column 'planet'"],
    ['accuracy >= 0 where region is west', LABELS, 'no row has region is west'],
    ['accuracy >= 0 where region is north', undefined, 'there is no truth to measure it by'],
    ['accuracy >= 0 where age is 41', LABELS, 'no row with age is 41 has a truth'],
    ['accuracy >= 0 where region is north', ERRORS, 'the models answer numbers, not classes'],
    ['mae <= 9 where region is north', LABELS, 'the models answer classes'],
    ['flips <= 9 where region is north', ERRORS, 'there are no labels'],
  ])('fails where there is nothing to measure: %s', (gate, worth, why) => {
    expect(judged(gate, worth)).toMatchObject({ passed: false, value: null, why });
  });

  it('fails where its rows were not counted', () => {
    const gate = parseGate('accuracy >= 0 where region is north');
    const counted = { outputs: [], onlyInBaseline: [], onlyInCandidate: [] };
    expect(judgeGate(gate, { outputs: [], counted, measured: [] })).toMatchObject({
      passed: false,
      why: 'the rows with region is north were not counted: compare again',
    });
  });
});
