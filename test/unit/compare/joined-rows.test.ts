import { describe, expect, it } from 'vitest';
import { joinAnswers } from '../../../src/compare/joined-rows';
import type { ComparedBatch, FoldedBatch } from '../../../src/compare/comparison';
import type { PredictedBatch } from '../../../src/contract/predicted';
import { createMarks } from '../../../src/compare/row-marks';

function answered(more: Partial<PredictedBatch>): PredictedBatch {
  return { start: 0, rows: 2, outputs: [], told: [], whole: [], failed: new Map(), ...more };
}

function scalar(name: string, data: readonly number[]): PredictedBatch['outputs'][number] {
  return { name, dtype: 'float64', rowShape: [], data: Float64Array.from(data) };
}

function batchOf(baseline: Partial<PredictedBatch>, candidate: Partial<PredictedBatch>): ComparedBatch {
  return { rows: { start: 10, count: 2 }, baseline: answered(baseline), candidate: answered(candidate) };
}

function pair(baseline: string, candidate = baseline): FoldedBatch['marks']['pairs'][number] {
  return { baseline, candidate, numeric: true, marks: createMarks(2, true) };
}

function folded(...pairs: FoldedBatch['marks']['pairs']): FoldedBatch {
  return { marks: { all: createMarks(2, true), pairs } };
}

function names(batch: ComparedBatch, marks: FoldedBatch): readonly string[] {
  return joinAnswers(batch, marks, 0).predicted.outputs.map(({ name }) => name);
}

describe('joined rows', () => {
  it('count from where they are told, and keep the number that each has in the data', () => {
    const { predicted } = joinAnswers(batchOf({}, {}), folded(), 7);
    expect(predicted).toMatchObject({ start: 7, rows: 2, told: [] });
    expect(predicted.outputs[0]?.data).toEqual(Uint32Array.of(10, 11));
  });

  it('have the differences of each output where there are several', () => {
    const outputs = [scalar('a', [1, 2]), scalar('b', [3, 4])];
    const batch = batchOf({ outputs }, { outputs });
    expect(names(batch, folded(pair('a')))).not.toContain('difference_a');
    expect(names(batch, folded(pair('a'), pair('b')))).toEqual([
      'row',
      'difference',
      'relative_difference',
      'difference_a',
      'relative_difference_a',
      'difference_b',
      'relative_difference_b',
      'out_of_tolerance',
      'out_of_tolerance_a',
      'out_of_tolerance_b',
      'baseline_a',
      'candidate_a',
      'baseline_b',
      'candidate_b',
    ]);
  });

  it('put outputs that were renamed beside each other', () => {
    const batch = batchOf({ outputs: [scalar('old', [1, 2])] }, { outputs: [scalar('new', [1, 3])] });
    const { columns } = joinAnswers(batch, folded(pair('old', 'new')), 0);
    expect(columns.filter(({ kind }) => kind === 'output')).toEqual([
      { id: 'output:baseline_old', kind: 'output', side: 'baseline', output: 'old' },
      { id: 'output:candidate_new', kind: 'output', side: 'candidate', output: 'old' },
    ]);
  });

  it('give each column a name of its own, whatever outputs are called', () => {
    const sides = { labels: ['x', 'y'], outputs: [scalar('prediction', [1, 2])] };
    const all = names(batchOf(sides, sides), folded(pair('prediction')));
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('baseline_prediction_2');
  });

  it('have a column of each class, and one list of many', () => {
    const probabilities = (classes: number): Partial<PredictedBatch> => ({
      probabilities: {
        classes: Array.from({ length: classes }, (_, index) => `c${index}`),
        dtype: 'float32',
        values: new Float32Array(2 * classes),
      },
    });
    expect(names(batchOf(probabilities(2), probabilities(2)), folded()).slice(-4)).toEqual([
      'baseline_proba_c0',
      'candidate_proba_c0',
      'baseline_proba_c1',
      'candidate_proba_c1',
    ]);
    const { predicted } = joinAnswers(batchOf(probabilities(30), probabilities(30)), folded(), 0);
    expect(predicted.outputs.at(-1)).toMatchObject({ name: 'candidate_proba', rowShape: [30] });
  });

  it('keep rows that have shapes of their own', () => {
    const rows = [1, 2].map((size) => ({ dtype: 'float32', dims: [size], data: new Float32Array(size) }) as const);
    const sides = { ragged: [{ name: 'boxes', rows }] };
    const { predicted } = joinAnswers(batchOf(sides, sides), folded(pair('boxes')), 0);
    expect(predicted.ragged).toEqual([
      { name: 'baseline_boxes', rows },
      { name: 'candidate_boxes', rows },
    ]);
  });

  it.each([
    [1, 1, 'bothRight'],
    [1, 0, 'oldRightNewWrong'],
    [0, 1, 'oldWrongNewRight'],
    [0, 0, 'bothWrong'],
    [2, 1, ''],
    [1, 2, ''],
  ])('of a row that is %i before and %i after say %j', (before, after, judgement) => {
    const worth = { kind: 'labels', baseline: Uint8Array.of(before, 2), candidate: Uint8Array.of(after, 2) } as const;
    const { predicted } = joinAnswers({ ...batchOf({}, {}), worth }, folded(), 0);
    expect(predicted.outputs.find(({ name }) => name === 'judgement')?.data).toEqual([judgement, '']);
  });

  it('say how far numbers are from the truth', () => {
    const worth = { kind: 'errors', baseline: Float64Array.of(1, 2), candidate: Float64Array.of(3, NaN) } as const;
    const { columns } = joinAnswers({ ...batchOf({}, {}), worth }, folded(), 0);
    expect(columns.filter(({ kind }) => kind === 'error').map(({ id }) => id)).toEqual([
      'output:baseline_error',
      'output:candidate_error',
    ]);
  });
});
