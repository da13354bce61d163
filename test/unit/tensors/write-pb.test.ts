import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dtype } from '../../../src/contract/dtype';
import type { NamedTensor, TensorData } from '../../../src/contract/tensor';
import { PACKED_BITS } from '../../../src/data/elements';
import { readPbValue, type PbType, type PbValue } from '../../../src/data/pb-values';
import { pbBytes } from '../../../src/tensors/write-pb';

/** Written by ONNX's own Python package (make_pb.py beside it). */
const PYTHON = JSON.parse(readFileSync('test/fixtures/data/pb-values.json', 'utf8')) as {
  readonly tensors: Readonly<
    Record<string, { readonly data: readonly (string | number)[]; readonly raw: string; readonly typed: string }>
  >;
  readonly values: Readonly<Record<string, string>>;
};

const TENSOR: PbType = { kind: 'tensor' };
type ArrayOf = (values: readonly (string | number)[]) => TensorData;
const numbers = (values: readonly (string | number)[]): number[] => values.map(Number);

/** What holds the elements of a dtype; a Uint8Array of bits by default. */
const ARRAYS: Readonly<Partial<Record<Dtype, ArrayOf>>> = {
  float32: (values) => Float32Array.from(numbers(values)),
  complex64: (values) => Float32Array.from(numbers(values)),
  float64: (values) => Float64Array.from(numbers(values)),
  complex128: (values) => Float64Array.from(numbers(values)),
  float16: (values) => Uint16Array.from(numbers(values)),
  bfloat16: (values) => Uint16Array.from(numbers(values)),
  int2: (values) => Int8Array.from(numbers(values)),
  int4: (values) => Int8Array.from(numbers(values)),
  int8: (values) => Int8Array.from(numbers(values)),
  int16: (values) => Int16Array.from(numbers(values)),
  int32: (values) => Int32Array.from(numbers(values)),
  uint16: (values) => Uint16Array.from(numbers(values)),
  uint32: (values) => Uint32Array.from(numbers(values)),
  int64: (values) => BigInt64Array.from(values, BigInt),
  uint64: (values) => BigUint64Array.from(values, BigInt),
  string: (values) => values.map(String),
};

function dataOf(dtype: Dtype, values: readonly (string | number)[]): TensorData {
  return ARRAYS[dtype]?.(values) ?? Uint8Array.from(numbers(values));
}

const DTYPES = Object.keys(PYTHON.tensors) as Dtype[];

describe("tensors of every dtype, as ONNX's Python package writes them", () => {
  it('are all there are', () => {
    expect(DTYPES).toHaveLength(28);
  });

  it.each(DTYPES)('%s: is read from its own field and from raw data, and written to the same bytes', (dtype) => {
    const { data, raw, typed } = PYTHON.tensors[dtype] ?? { data: [], raw: '', typed: '' };
    const tensor: NamedTensor = { name: 't', dtype, dims: [5], data: dataOf(dtype, data) };
    for (const text of [raw, typed])
      expect(readPbValue(Buffer.from(text, 'base64'), TENSOR, 't.pb')).toEqual({ kind: 'tensor', tensor });
    expect(Buffer.from(pbBytes({ kind: 'tensor', tensor })).toString('base64')).toBe(raw);
  });
});

const LISTS: PbType = { kind: 'sequence', element: { kind: 'sequence', element: TENSOR } };
const MAPS: PbType = { kind: 'sequence', element: { kind: 'map', element: TENSOR } };

function floats(dims: readonly number[], ...values: number[]): PbValue {
  return { kind: 'tensor', tensor: { name: '', dtype: 'float32', dims, data: Float32Array.from(values) } };
}

const [ONE, TWO] = [floats([2], 1, 2), floats([1], 3)];

describe("values that hold tensors, as ONNX's Python package writes them", () => {
  it.each<[string, PbType, PbValue]>([
    ['sequence', { kind: 'sequence', element: TENSOR }, { kind: 'sequence', items: [ONE, TWO] }],
    [
      'nested',
      LISTS,
      {
        kind: 'sequence',
        items: [
          { kind: 'sequence', items: [ONE] },
          { kind: 'sequence', items: [ONE, TWO] },
        ],
      },
    ],
    ['optional', { kind: 'optional', element: TENSOR }, { kind: 'optional', value: ONE }],
    [
      'map',
      MAPS,
      {
        kind: 'sequence',
        items: [
          { kind: 'map', keys: [1n, 2n], values: [floats([], 0.25), floats([], 0.75)] },
          { kind: 'map', keys: [1n, 2n], values: [floats([], 1), floats([], 0)] },
        ],
      },
    ],
  ])('%s: is read, and written to the same bytes', (name, type, value) => {
    const bytes = Buffer.from(PYTHON.values[name] ?? '', 'base64');
    expect(readPbValue(bytes, type, `${name}.pb`)).toEqual(value);
    expect(Buffer.from(pbBytes(value)).toString('base64')).toBe(bytes.toString('base64'));
  });
});

const dims = fc.array(fc.nat({ max: 4 }), { maxLength: 3 });

/** Any bits of any dtype but text. */
const tensors = fc
  .tuple(
    fc.constantFrom(...DTYPES.filter((dtype) => dtype !== 'string')),
    dims,
    fc.string(),
    fc.infiniteStream(fc.nat(255)),
  )
  .map(([dtype, shape, name, bytes]): NamedTensor => {
    const parts = dtype.startsWith('complex') ? 2 : 1;
    const count = shape.reduce((product, dim) => product * dim, 1) * parts;
    const empty = dataOf(
      dtype,
      Array.from({ length: count }, () => 0),
    ) as Exclude<TensorData, string[]>;
    const raw = new Uint8Array(empty.buffer);
    const bits = PACKED_BITS.get(dtype);
    raw.set([...bytes.take(raw.length)]);
    const cut = (value: number): number =>
      dtype.startsWith('int') ? (value << (32 - (bits ?? 8))) >> (32 - (bits ?? 8)) : value & ((1 << (bits ?? 8)) - 1);
    if (bits !== undefined) for (let at = 0; at < count; at++) empty[at] = cut(raw[at] ?? 0);
    if (dtype === 'bool') for (let at = 0; at < count; at++) empty[at] = (raw[at] ?? 0) & 1;
    return { name, dtype, dims: shape, data: empty };
  });

const texts = fc
  .array(fc.string({ unit: 'grapheme' }), { maxLength: 5 })
  .map((data): NamedTensor => ({ name: '', dtype: 'string', dims: [data.length], data }));

/** Bits, because a NaN is no other NaN. */
function bitsOf(value: PbValue): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, inner: unknown) => {
      if (typeof inner === 'bigint') return String(inner);
      return ArrayBuffer.isView(inner)
        ? [inner.constructor.name, Buffer.from(inner.buffer, inner.byteOffset, inner.byteLength).toString('hex')]
        : inner;
    }),
  );
}

describe('what is written', () => {
  it('is read again bit by bit: a tensor', () => {
    fc.assert(
      fc.property(fc.oneof(tensors, texts), (tensor) => {
        const value: PbValue = { kind: 'tensor', tensor };
        expect(bitsOf(readPbValue(pbBytes(value), TENSOR, 't.pb'))).toEqual(bitsOf(value));
      }),
    );
  });

  it('is read again bit by bit: sequences, optionals and maps of tensors', () => {
    const tensor = fc.oneof(tensors, texts).map((one): PbValue => ({ kind: 'tensor', tensor: one }));
    const keys = fc.uniqueArray(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 3 });
    const map = fc
      .tuple(keys, fc.array(tensor, { minLength: 3, maxLength: 3 }))
      .map(([own, values]): PbValue => ({ kind: 'map', keys: own, values: values.slice(0, own.length) }));
    const list = fc.array(tensor, { maxLength: 3 }).map((items): PbValue => ({ kind: 'sequence', items }));
    const optional = fc
      .option(tensor)
      .map((value): PbValue => (value ? { kind: 'optional', value } : { kind: 'optional' }));
    const cases: readonly (readonly [fc.Arbitrary<PbValue>, PbType])[] = [
      [list, { kind: 'sequence', element: TENSOR }],
      [optional, { kind: 'optional', element: TENSOR }],
      [map, { kind: 'map', element: TENSOR }],
      [fc.array(list, { maxLength: 3 }).map((items): PbValue => ({ kind: 'sequence', items })), LISTS],
      [fc.array(map, { maxLength: 3 }).map((items): PbValue => ({ kind: 'sequence', items })), MAPS],
    ];
    for (const [values, type] of cases)
      fc.assert(
        fc.property(values, (value) => {
          expect(bitsOf(readPbValue(pbBytes(value), type, 'v.pb'))).toEqual(bitsOf(value));
        }),
        { numRuns: 30 },
      );
  });
});
