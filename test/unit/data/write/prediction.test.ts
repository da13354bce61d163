import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutputColumn } from '../../../../src/contract/predicted';
import { predictionAt, tensorValue } from '../../../../src/data/write/prediction';
import { predictionTexts } from '../../../../src/data/write/prediction-text';
import { classified, predictedOf, regressed } from './tables';

function outputOf(column: Omit<OutputColumn, 'name'>, row = 0): unknown {
  return predictionAt(predictedOf({ rows: 4, outputs: [{ name: 'y', ...column }] }), row).outputs.y;
}

describe('a prediction as JSON', () => {
  it('has label, score and one probability per class, in the digits of float32', () => {
    expect(predictionAt(classified(), 1)).toEqual({
      row: 1,
      label: 'yes',
      score: 0.75,
      probabilities: { 'no, never': 0.25, yes: 0.75 },
      outputs: { label: 'yes', probability: { 'no, never': 0.25, yes: 0.75 } },
    });
    expect(predictionAt(classified(), 0).score).toBe(0.9);
  });

  it('has a single value of a regressor as its score', () => {
    expect(predictionAt(regressed(0.1, 2.5), 0)).toEqual({ row: 0, score: 0.1, outputs: { variable: 0.1 } });
  });

  it('counts rows on from the start of the batch', () => {
    expect(predictionAt({ ...regressed(1, 2), start: 100 }, 1).row).toBe(101);
  });

  it('has no outputs where the row was skipped', () => {
    expect(predictionAt(classified([1]), 1)).toEqual({ row: 1, outputs: {} });
  });

  it.each<[string, Omit<OutputColumn, 'name'>, unknown]>([
    ['not a number', { dtype: 'float32', rowShape: [], data: Float32Array.of(NaN) }, 'NaN'],
    ['infinite', { dtype: 'float64', rowShape: [], data: Float64Array.of(-Infinity) }, '-Infinity'],
    ['within 2^53', { dtype: 'int64', rowShape: [], data: BigInt64Array.of(9007199254740991n) }, 9007199254740991],
    ['beyond 2^53', { dtype: 'int64', rowShape: [], data: BigInt64Array.of(-9007199254740992n) }, '-9007199254740992'],
    ['unsigned', { dtype: 'uint64', rowShape: [], data: BigUint64Array.of(2n ** 64n - 1n) }, '18446744073709551615'],
    ['true', { dtype: 'bool', rowShape: [], data: Uint8Array.of(1) }, true],
    ['half precision', { dtype: 'float16', rowShape: [], data: Uint16Array.of(0x2e66) }, 0.1],
    ['text', { dtype: 'string', rowShape: [], data: ['größer'] }, 'größer'],
  ])('writes a value that is %s', (_name, column, value) => {
    expect(outputOf(column)).toEqual(value);
  });

  it('nests values as the output has them without its row axis', () => {
    const data = Float32Array.from({ length: 24 }, (_, index) => index);
    expect(outputOf({ dtype: 'float32', rowShape: [2, 3], data }, 1)).toEqual([
      [6, 7, 8],
      [9, 10, 11],
    ]);
    expect(tensorValue({ dtype: 'float32', dims: [], data: Float32Array.of(0.1) })).toBe(0.1);
    expect(tensorValue({ dtype: 'int32', dims: [2, 0], data: new Int32Array() })).toEqual([[], []]);
  });

  it('takes a class of any name', () => {
    const values = Float32Array.of(0.5, 0.5);
    const predicted = predictedOf({
      rows: 1,
      probabilities: { classes: ['__proto__', 'constructor'], dtype: 'float32', values },
    });
    expect(Object.entries(predictionAt(predicted, 0).probabilities ?? {})).toEqual([
      ['__proto__', 0.5],
      ['constructor', 0.5],
    ]);
  });
});

describe('the text of a prediction', () => {
  it('is what printing its object gives', () => {
    const batch = fc.record({
      values: fc.array(fc.float(), { minLength: 6, maxLength: 6 }),
      label: fc.string({ unit: 'binary' }),
      margin: fc.double(),
      failed: fc.boolean(),
      classes: fc.tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })).filter(([a, b]) => a !== b),
    });
    fc.assert(
      fc.property(batch, ({ values, label, margin, failed, classes }) => {
        const data = Float32Array.from(values);
        const predicted = predictedOf({
          ...classified(failed ? [2] : []),
          labels: [label, label, label],
          margins: Float64Array.of(margin, 0, 1),
          probabilities: { classes, dtype: 'float32', values: data },
          outputs: [
            { name: 'map', dtype: 'float32', rowShape: [2], data, keys: classes },
            { name: 'grid', dtype: 'float32', rowShape: [2, 1], data },
          ],
        });
        const texts = predictionTexts(predicted);
        for (let row = 0; row < 3; row++) {
          const expected: unknown = JSON.parse(JSON.stringify(predictionAt(predicted, row)));
          expect(JSON.parse(texts(row))).toEqual(expected);
        }
      }),
    );
  });

  it('keeps the order of classes that look like numbers', () => {
    const values = Float32Array.of(0.25, 0.75);
    const predicted = predictedOf({ rows: 1, probabilities: { classes: ['10', '2'], dtype: 'float32', values } });
    expect(predictionTexts(predicted)(0)).toBe('{"row":0,"probabilities":{"10":0.25,"2":0.75},"outputs":{}}');
  });
});
