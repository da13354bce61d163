import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectFile, issueOf } from './support/collect';
import type { Value } from '../../../src/data/table';

const folder = 'test/fixtures/data';

interface Expected {
  readonly columns: readonly string[];
  readonly rows: readonly unknown[];
  readonly dtype?: string;
  readonly constants?: readonly unknown[];
}

const files = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Record<string, Expected>;

/** A value as expected.json writes it. */
function written(value: Value, dtype: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((inner: Value) => written(inner, dtype));
  if (dtype === 'bool') return value === 1;
  if (dtype === 'float16') return written(half(Number(value)), undefined);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** The text of a float cell as expected.json writes it. */
function writtenText(text: Value): unknown {
  if (text === '') return null;
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

function half(bits: number): number {
  const magnitude = bits & 0x7fff;
  const size =
    magnitude >= 0x7c00
      ? magnitude === 0x7c00
        ? Infinity
        : NaN
      : magnitude < 0x400
        ? magnitude * 2 ** -24
        : (1024 + (magnitude & 0x3ff)) * 2 ** ((magnitude >> 10) - 25);
  return bits & 0x8000 ? -size : size;
}

describe('files that NumPy, pyarrow, polars, pandas and onnx wrote', () => {
  it.each(Object.entries(files))('%s', async (name, { columns, rows, dtype, constants }) => {
    const table = await collectFile(`${folder}/${name}`, {}, 2);
    const read = table.rows.map((row) =>
      row.map((cell, column) => (table.columnKinds[column] === 'number' ? writtenText(cell) : written(cell, dtype))),
    );
    expect(table.head.columns).toEqual(columns);
    expect(columns.length === 1 ? read.map(([value]) => value) : read).toEqual(rows);
    expect(table.head.constants).toMatchObject(constants ?? []);
  });

  it.each(['types-snappy.parquet', 'types-plain-v1.parquet', 'types-lz4.feather', 'types-stream.arrows'])(
    '%s: the types that the file declares',
    async (name) => {
      const { columns, dtypes = [] } = (await collectFile(`${folder}/${name}`, {}, 2)).head;
      const declared = Object.fromEntries(columns.map((column, position) => [column, dtypes[position]]));
      const numbers = { single: 'float32', double: 'float64', whole: 'int64', small: 'int8', huge: 'uint64' };
      expect(declared).toMatchObject({ ...numbers, list: undefined });
    },
  );

  it.each(['big-lz4.feather', 'big-zstd.feather'])('%s: blocks beyond 64 KiB', async (name) => {
    const table = await collectFile(`${folder}/${name}`, {}, 4096);
    expect(table.rows).toHaveLength(40_000);
    expect(table.rows.every(([n, x], row) => n === row && x === String(row / 8))).toBe(true);
  });
});

describe('arrays that cannot be fed to a model', () => {
  it.each([
    ['objects.npy', 'bad-npy', 'Python objects'],
    ['no-rows.npy', 'no-rows', 'nothing to predict'],
  ])('%s', async (name, code, says) => {
    const issue = await issueOf(collectFile(`${folder}/${name}`));
    expect(issue.code).toBe(code);
    expect(issue.message).toContain(name);
    expect(issue.message).toContain(says);
  });
});
