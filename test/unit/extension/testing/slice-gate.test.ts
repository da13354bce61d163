import { describe, expect, it } from 'vitest';
import type { ComparisonSubject, SliceToGate, SubjectSide } from '../../../../src/contract/compare-page';
import {
  answersOf,
  modelToTest,
  sliceGate,
  sliceTestName,
  withGate,
} from '../../../../src/extension/testing/slice-gate';

const SLICE: SliceToGate = { column: 'region', segment: { kind: 'value', value: 'north' }, metric: 'accuracy' };
const OLD: SubjectSide = { side: { kind: 'model', path: '/w/old.onnx' }, name: 'old.onnx' };
const NEW: SubjectSide = { side: { kind: 'model', path: '/w/new.onnx' }, name: 'new.onnx' };
const HEAD: SubjectSide = {
  side: { kind: 'model', path: '/cache/new.onnx', origin: { path: '/w/new.onnx', commit: '1a2b3c4d5e6f' } },
  name: 'new.onnx @ HEAD',
  version: { kind: 'git', path: '/w/new.onnx', revision: 'HEAD' },
};

function subject(baseline: SubjectSide, candidate: SubjectSide): ComparisonSubject {
  return { baseline, candidate, data: '/w/data/rows.csv', folder: '/w', options: {} };
}

describe('the gate of a slice', () => {
  it('holds the candidate to what the baseline answered', () => {
    expect(sliceGate(SLICE)).toBe('change accuracy >= 0 where region is north');
    const range = { kind: 'range', from: 1, to: 2.5, closed: false } as const;
    expect(sliceGate({ column: 'age', segment: range, metric: 'mae' })).toBe(
      'relative change mae <= 0.1% where age in [1, 2.5)',
    );
  });

  it.each([
    ['a model', OLD, 'slices of rows.csv against old.onnx'],
    ['a commit, by its hash', HEAD, 'slices of rows.csv against new.onnx @ 1a2b3c4'],
  ])('stands in a test named after the data and %s', (_what, baseline, name) => {
    expect(sliceTestName('/w/data/rows.csv', baseline)).toBe(name);
  });

  it('is one of the candidate as it is called today', () => {
    expect(modelToTest(subject(OLD, NEW))).toBe('/w/new.onnx');
    expect(modelToTest(subject(OLD, HEAD))).toBe('/w/new.onnx');
    expect(modelToTest(subject(OLD, { side: { kind: 'run', run: 'r' }, name: 'r' }))).toBeUndefined();
  });

  it.each<readonly [string, SubjectSide['side'], string | undefined]>([
    ['a run', { kind: 'run', run: '0192' }, 'run:0192'],
    ['columns of the data', { kind: 'predictions' }, 'data/rows.csv'],
    ['a file', { kind: 'predictions', file: '/w/python.csv' }, 'python.csv'],
    ['a model, which has to answer first', { kind: 'model', path: '/w/old.onnx' }, undefined],
  ])('is measured by the answers of %s', (_what, side, expected) => {
    expect(answersOf(side, '/w/data/rows.csv', '/w')).toBe(expected);
  });
});

describe('the tests with a gate more', () => {
  const own = { name: 'own', data: 'a.csv', expected: 'a.expected.csv' };
  const slices = { name: 'slices', data: 'rows.csv', expected: 'rows.expected.csv' };

  it('have a new one, then another gate in the same one, and none of them twice', () => {
    const first = withGate([own], slices, 'one');
    expect(first).toEqual([own, { ...slices, gates: ['one'] }]);
    const second = withGate(first ?? [], slices, 'two');
    expect(second).toEqual([own, { ...slices, gates: ['one', 'two'] }]);
    expect(withGate(second ?? [], slices, 'one')).toBeUndefined();
  });

  it('keep what else a person wrote in the test', () => {
    const noted = { ...slices, rtol: 1, mine: 'kept' };
    expect(withGate([noted], slices, 'one')).toEqual([{ ...noted, gates: ['one'] }]);
  });
});
