import { describe, expect, it } from 'vitest';
import type { Dtype } from '../../../src/contract/dtype';
import { smallFloats } from '../../../src/data/small-floats';

/** Codes and their values from the tables of ONNX's documentation "Float stored in 8 bits" and of the OCP formats. */
const CODES: readonly [Dtype, Readonly<Record<number, number>>][] = [
  ['float8e4m3fn', { 0x00: 0, 0x01: 2 ** -9, 0x08: 2 ** -6, 0x38: 1, 0x7e: 448, 0xfe: -448, 0x7f: NaN, 0xff: NaN }],
  ['float8e4m3fnuz', { 0x01: 2 ** -10, 0x40: 1, 0x7f: 240, 0xff: -240, 0x80: NaN }],
  ['float8e5m2', { 0x01: 2 ** -16, 0x3c: 1, 0x7b: 57344, 0x7c: Infinity, 0xfc: -Infinity, 0x7d: NaN }],
  ['float8e5m2fnuz', { 0x01: 2 ** -17, 0x40: 1, 0x7f: 57344, 0xff: -57344, 0x80: NaN }],
  ['float8e8m0', { 0x00: 2 ** -127, 0x7f: 1, 0x80: 2, 0xfe: 2 ** 127, 0xff: NaN }],
  ['float4e2m1', { 0x0: 0, 0x1: 0.5, 0x2: 1, 0x3: 1.5, 0x7: 6, 0xf: -6 }],
];

describe('floats of 8 bits and less', () => {
  it.each(CODES)('%s: its bits stand for the numbers of its format', (dtype, values) => {
    const bits = Uint8Array.from(Object.keys(values), Number);
    expect(smallFloats(dtype, bits)).toEqual(Float32Array.from(Object.values(values)));
  });

  it('leaves other dtypes alone', () => {
    expect(smallFloats('uint8', Uint8Array.of(1))).toBeUndefined();
  });
});
