import { createHash } from 'node:crypto';
import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputLogging } from '../../../../src/contract/run';
import type { Column, Value } from '../../../../src/data/table';
import { decodeRows, type DecodedRows } from '../../../../src/log/rows/decode';
import { encodeRows } from '../../../../src/log/rows/encode';
import { rounds } from '../../../support/rounds';

interface Inputs {
  readonly names: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly inputs?: InputLogging;
  readonly redact?: readonly string[];
}

function encode({ names, columns, rows, inputs = 'full', redact = [] }: Inputs): Uint8Array {
  const batch = { start: 0, rows, columns, line: () => undefined, issues: [] };
  const predicted = { start: 0, rows, outputs: [], told: [], whole: [], failed: new Map() };
  return encodeRows({ batch, columns: names, predicted, inputs, redact });
}

function textsOf(decoded: DecodedRows): readonly (readonly string[])[] {
  return Array.from({ length: decoded.rows }, (_, row) => decoded.inputText(row));
}

function cells(column: Column, rows: number): readonly string[] {
  return textsOf(decodeRows(encode({ names: ['x'], columns: [column], rows }))).flat();
}

function numbers(texts: readonly string[]): Column {
  const values = Float64Array.from(texts, (text) => (text === '' ? NaN : Number(text)));
  return { kind: 'number', values, text: (row) => texts[row] ?? '' };
}

/** Name -> Arrow type, as anybody else sees the batch. */
function typesOf(bytes: Uint8Array): Readonly<Record<string, string>> {
  return Object.fromEntries(tableFromIPC(bytes).schema.fields.map(({ name, type }) => [name, String(type)]));
}

describe('inputs in the log', () => {
  it.each([
    [['1', '2.5', '-3', '0.1', '']],
    [['00012', '7', '1.50', '-0', '-0.0', '+5', '.5', '5.']],
    [['1e5', '1E5', '1e+21', '1e21', '0.0000001', '1e-7', '123456789012345678']],
    [['0.1234567890123456789', '9007199254740993', '1.7976931348623157e308', 'NaN', '-Infinity']],
    [['', '', '']],
  ])('numbers keep the text of the file: %o', (texts) => {
    expect(cells(numbers(texts), texts.length)).toEqual(texts);
  });

  it('a number keeps its text, however it was written', () => {
    const written = fc.tuple(fc.double(), fc.nat(20), fc.nat(4)).map(([value, digits, how]) => {
      if (how === 0) return value.toFixed(digits);
      if (how === 1) return value.toExponential(Math.min(digits, 17));
      if (how === 2) return value.toPrecision(Math.max(1, digits));
      return how === 3 ? String(value) : `${'0'.repeat(digits)}${Math.abs(Math.trunc(value))}`;
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(written, fc.constant('')), { minLength: 1 }), (texts) => {
        expect(cells(numbers(texts), texts.length)).toEqual(texts);
      }),
    );
  });

  it('numbers are float64 for everybody, with the text beside them only where it is needed', () => {
    const columns = [numbers(['1', '2.5']), numbers(['007', ''])];
    const bytes = encode({ names: ['plain', 'code'], columns, rows: 2 });
    expect(typesOf(bytes)).toEqual({
      row: 'Int64',
      'input:plain': 'Float64',
      'input:code': 'Float64',
      'text:code': 'Utf8',
    });
    const table = tableFromIPC(bytes);
    expect(table.getChild('input:code')?.toJSON()).toEqual([7, null]);
    expect(table.getChild('text:code')?.toJSON()).toEqual(['007', null]);
  });

  it('floats of 32 bits keep their short text without a second column', () => {
    const values = Float64Array.from([0.1, 3.25, -0, NaN, 1e30, 7], Math.fround);
    const texts = ['0.1', '3.25', '-0', 'NaN', '1e+30', '7'];
    const column: Column = { kind: 'number', values, text: (row) => texts[row] ?? '' };
    expect(cells(column, 6)).toEqual(texts);
    expect(typesOf(encode({ names: ['x'], columns: [column], rows: 6 }))).toEqual({
      row: 'Int64',
      'input:x': 'Float64',
    });
  });

  it('text keeps every character', () => {
    const column = fc.array(fc.string({ unit: 'binary' }), { minLength: 1 });
    fc.assert(
      fc.property(column, (values) => {
        expect(cells({ kind: 'text', values }, values.length)).toEqual(values);
      }),
      { numRuns: rounds(50) },
    );
  });

  it.each<[string, readonly Value[], string, readonly string[]]>([
    ['strings', ['a', null, '5'], 'Utf8', ['a', '', '5']],
    ['numbers', [1, undefined, NaN, -0], 'Float64', ['1', '', 'NaN', '-0']],
    ['long integers', [2n ** 63n - 1n, -(2n ** 63n)], 'Int64', ['9223372036854775807', '-9223372036854775808']],
    ['integers beyond 64 bits', [2n ** 64n], 'Utf8', ['18446744073709551616']],
    ['truth values', [true, false], 'Utf8', ['true', 'false']],
    ['several types', ['5', 5, null, '[1]'], 'Utf8', ['5', '5', '', '[1]']],
    ['nested', [[1, [2n ** 60n]], { a: 'x', b: undefined }], 'Utf8', ['[1,[1152921504606846976]]', '{"a":"x"}']],
    ['a key that is a prototype', [JSON.parse('{"__proto__": 1}') as Value], 'Utf8', ['{"__proto__":1}']],
  ])('typed cells: %s', (_, values, type, texts) => {
    const column: Column = { kind: 'value', values };
    expect(cells(column, values.length)).toEqual(texts);
    expect(typesOf(encode({ names: ['x'], columns: [column], rows: values.length }))['input:x']).toBe(type);
  });

  it.each<[string, Column, readonly string[]]>([
    [
      'float32',
      { kind: 'tensor', dtype: 'float32', rowShape: [], values: Float32Array.of(0.1, 1e30) },
      ['0.1', '1e+30'],
    ],
    [
      'float16',
      { kind: 'tensor', dtype: 'float16', rowShape: [], values: Uint16Array.of(0x3c00, 0xfc00) },
      ['1', '-Infinity'],
    ],
    [
      'bool',
      { kind: 'tensor', dtype: 'bool', rowShape: [2], values: Uint8Array.of(1, 0, 0, 1) },
      ['[true,false]', '[false,true]'],
    ],
    [
      '2-d',
      { kind: 'tensor', dtype: 'int64', rowShape: [1, 2], values: BigInt64Array.of(1n, 2n, 3n, 4n) },
      ['[[1,2]]', '[[3,4]]'],
    ],
    [
      'images',
      { kind: 'tensor', dtype: 'uint8', rowShape: [3, 32, 32], values: new Uint8Array(2 * 3072) },
      ['uint8[3,32,32]', 'uint8[3,32,32]'],
    ],
  ])('tensors: %s', (_, column, texts) => {
    expect(cells(column, 2)).toEqual(texts);
  });

  it('columns without a name, or with the same, stay apart and in order', () => {
    const columns = ['a', 'b', 'c', 'd'].map((value): Column => ({ kind: 'text', values: [value] }));
    const bytes = encode({ names: ['', '', 'x', 'x'], columns, rows: 1 });
    expect(Object.keys(typesOf(bytes))).toEqual(['row', 'input:', 'input:#2', 'input:x', 'input:x#2']);
    expect(decodeRows(bytes).inputNames).toEqual(['', '', 'x', 'x']);
    expect(decodeRows(bytes).inputText(0)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('inputs that are not to be logged', () => {
  const columns: readonly Column[] = [{ kind: 'text', values: ['Ada', 'Bob'] }, numbers(['36', '41'])];
  const names = ['name', 'age'];

  it('redacted columns are left out', () => {
    const bytes = encode({ names, columns, rows: 2, redact: ['name'] });
    expect(Buffer.from(bytes).includes('Ada')).toBe(false);
    expect(decodeRows(bytes).inputNames).toEqual(['age']);
    expect(textsOf(decodeRows(bytes))).toEqual([['36'], ['41']]);
  });

  it('hash: one SHA-256 a row, of the columns that are not redacted', () => {
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    const hashes = (redact: readonly string[]): readonly string[] => {
      const table = tableFromIPC(encode({ names, columns, rows: 2, inputs: 'hash', redact }));
      const column = table.getChild('input_sha256');
      return [0, 1].map((row) => Buffer.from(column?.get(row) as Uint8Array).toString('hex'));
    };
    expect(hashes([])).toEqual([sha256('["Ada","36"]'), sha256('["Bob","41"]')]);
    expect(hashes(['name'])).toEqual([sha256('["36"]'), sha256('["41"]')]);
  });

  it('off: nothing of them', () => {
    const bytes = encode({ names, columns, rows: 2, inputs: 'off' });
    expect(Object.keys(typesOf(bytes))).toEqual(['row']);
    expect(decodeRows(bytes).inputNames).toEqual([]);
  });
});
