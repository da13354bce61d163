import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dtype } from '../../../src/contract/dtype';
import type { Value } from '../../../src/data/table';
import { cellReader } from '../../../src/tensors/cells';
import { float16Value } from '../../../src/data/float16';
import { rounds } from '../../support/rounds';

const DTYPES: readonly Dtype[] = [
  'float16',
  'float32',
  'float64',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
  'string',
];

describe('a cell as an element', () => {
  it('is told at once to be no number, however many digits stand before its letter', () => {
    const cell = `${'1'.repeat(1_000_000)}x`;
    expect(cellReader('float32')(cell, '.')).toMatchObject({ ok: false, fault: { code: 'not-a-number' } });
  });

  it.each<readonly [Dtype, Value, number | bigint | string]>([
    ['float32', '1.5', 1.5],
    ['float32', ' -2e3 ', -2000],
    ['float32', '.5', 0.5],
    ['float32', '+7.', 7],
    ['float32', 'inf', Infinity],
    ['float32', '-Infinity', -Infinity],
    ['float32', 'True', 1],
    ['float64', 0.1, 0.1],
    ['float64', 9007199254740993n, 9007199254740992],
    ['float16', '1', 0x3c00],
    ['int64', '9223372036854775807', 9223372036854775807n],
    ['int64', '-9223372036854775808', -9223372036854775808n],
    ['int64', '3.0', 3n],
    ['int64', '1e3', 1000n],
    ['int64', '9007199254740993.0', 9007199254740993n],
    ['int64', '+5', 5n],
    ['int32', 7, 7],
    ['int32', true, 1],
    ['uint8', '255', 255],
    ['bool', 'TRUE', 1],
    ['bool', 'no', 0],
    ['bool', '1.0', 1],
    ['bool', 0, 0],
    ['string', ' kept as it is ', ' kept as it is '],
    ['string', 'NA', 'NA'],
    ['string', 5, '5'],
  ])('%s of %s is %s', (dtype, cell, value) => {
    expect(cellReader(dtype)(cell, '.')).toEqual({ ok: true, value });
  });

  it.each<readonly [Dtype, Value, string]>([
    ['float32', 'n/a?', 'not-a-number'],
    ['float32', '0x10', 'not-a-number'],
    ['float32', '1_000', 'not-a-number'],
    ['float32', '1,5', 'not-a-number'],
    ['float32', 'yes', 'not-a-number'],
    ['float32', '2024-01-01', 'not-a-number'],
    ['float32', [1], 'not-a-number'],
    ['float32', '1e39', 'out-of-range'],
    ['float16', '65520', 'out-of-range'],
    ['int64', '3.5', 'not-whole'],
    ['int64', 'inf', 'not-whole'],
    ['int64', '9223372036854775808', 'out-of-range'],
    ['uint8', '-1', 'out-of-range'],
    ['int8', 128, 'out-of-range'],
    ['bool', '2', 'not-a-boolean'],
    ['bool', 'maybe', 'not-a-boolean'],
    ['string', true, 'not-text'],
    ['string', { a: 1 }, 'not-text'],
  ])('%s of %s is refused: %s', (dtype, cell, code) => {
    expect(cellReader(dtype)(cell, '.')).toMatchObject({ ok: false, fault: { code } });
  });

  it('reads decimal commas where the file has them', () => {
    expect(cellReader('float32')('1,5', ',')).toEqual({ ok: true, value: 1.5 });
    expect(cellReader('int32')('4,0', ',')).toEqual({ ok: true, value: 4 });
  });

  it('never throws, whatever the cell', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DTYPES),
        fc.oneof(fc.anything() as fc.Arbitrary<Value>, fc.string()),
        fc.constantFrom('.' as const, ',' as const),
        (dtype, cell, decimal) => {
          expect(cellReader(dtype)(cell, decimal)).toHaveProperty('ok');
        },
      ),
    );
  });

  it('keeps every int64', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(cellReader('int64')(value.toString(), '.')).toEqual({ ok: true, value });
      }),
    );
  });

  it('restores every half from its bits', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = float16Value(bits);
      if (Number.isNaN(value)) continue;
      expect(cellReader('float16')(value, '.')).toEqual({ ok: true, value: bits });
    }
  });

  it('rounds to the nearest half, ties to even, as Math.f16round does', () => {
    const round = (Math as unknown as { f16round?: (value: number) => number }).f16round ?? halfByTyped;
    fc.assert(
      fc.property(fc.double({ min: -65519, max: 65519, noNaN: true }), (value) => {
        const read = cellReader('float16')(value, '.');
        expect(read.ok && float16Value(Number(read.value))).toBe(round(value));
      }),
      { numRuns: rounds(2000) },
    );
  });
});

/** Where the language has no f16round: through the bits of a float64 scaled to the half's grid. */
function halfByTyped(value: number): number {
  const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(value) || 1)));
  const scaled = Math.abs(value) * 2 ** (10 - exponent);
  const down = Math.floor(scaled);
  const up = scaled - down > 0.5 || (scaled - down === 0.5 && down % 2 === 1);
  return Math.sign(value) * (down + (up ? 1 : 0)) * 2 ** (exponent - 10);
}
