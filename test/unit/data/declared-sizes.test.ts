import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tensorBytes } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';
import { collectFile, issueOf } from './support/collect';

const TEN_GIGABYTES = 10_737_418_240;
const MEGABYTE = 1 << 20;

function fixture(name: string): Buffer {
  return readFileSync(join('test/fixtures/data', name));
}

/** The file with `to` in every place of `from`, which is as long. */
function replaced(name: string, from: Buffer, to: Buffer): Buffer {
  return Buffer.from(
    fixture(name).toString('latin1').replaceAll(from.toString('latin1'), to.toString('latin1')),
    'latin1',
  );
}

/** A Parquet file of three rows that says in its footer, whose length is written anew, that it has ten gigabytes of them. */
function hugeParquet(): Buffer {
  const bytes = fixture('types-plain-v1.parquet');
  const at = bytes.indexOf(Buffer.of(0x16, 6, 0x19), bytes.length - bytes.readUInt32LE(bytes.length - 8));
  const grown = Buffer.concat([bytes.subarray(0, at + 1), zigzag(TEN_GIGABYTES), bytes.subarray(at + 2)]);
  grown.writeUInt32LE(grown.readUInt32LE(grown.length - 8) + zigzag(TEN_GIGABYTES).length - 1, grown.length - 8);
  return grown;
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}

function npy(shape: string, descr = '<f4'): Buffer {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
  const start = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1');
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([start, Buffer.from(header)]);
}

/** A ZIP64 archive whose one entry declares ten gigabytes and holds none. */
function hugeZip(): Buffer {
  const name = Buffer.from('x.npy');
  const sizes = Buffer.concat([Buffer.of(1, 0, 16, 0), int64(TEN_GIGABYTES), int64(10)]);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(0xffffffff, 20);
  central.writeUInt32LE(0xffffffff, 24);
  central.writeUInt16LE(name.length, 28);
  central.writeUInt16LE(sizes.length, 30);
  const directory = Buffer.concat([central, name, sizes]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length + name.length + 10, 16);
  return Buffer.concat([local, name, Buffer.alloc(10), directory, end]);
}

/** Thrift's compact form of an int64. */
function zigzag(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value) * 2n;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

const huge = { dims: [TEN_GIGABYTES], raw: new Uint8Array(4) } as const;

describe('a small file that declares ten gigabytes', () => {
  const files: readonly (readonly [string, Buffer | Uint8Array, string])[] = [
    ['shape.npy', npy(`(${TEN_GIGABYTES},)`), 'bad-npy'],
    ['shape-overflow.npy', npy('(9007199254740991, 9007199254740991)'), 'bad-npy'],
    ['strings.npy', npy('(16,)', '<U999999999'), 'bad-npy'],
    ['entry.npz', hugeZip(), 'bad-zip'],
    ['dims.pb', tensorBytes({ dtype: 'float32', ...huge }), 'bad-pb'],
    ['dims-int4.pb', tensorBytes({ dtype: 'int4', ...huge }), 'bad-pb'],
    ['dims-text.pb', tensorBytes({ dtype: 'string', dims: [TEN_GIGABYTES], data: ['a'] }), 'bad-pb'],
    ['length.pb', Buffer.from([0x08, 1, 0x10, 1, 0x4a, ...zigzag(TEN_GIGABYTES / 2)]), 'bad-pb'],
    ['metadata.arrows', Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]), 'bad-arrow'],
    ['rows.arrows', replaced('types-stream.arrows', int64(3), int64(TEN_GIGABYTES)), 'bad-arrow'],
    [
      'footer.arrow',
      Buffer.concat([Buffer.from('ARROW1\0\0'), Buffer.alloc(8, 255), Buffer.from('ARROW1')]),
      'bad-arrow',
    ],
    ['rows.parquet', hugeParquet(), 'bad-parquet'],
  ];

  it.each(files)('%s', async (name, bytes, code) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, bytes);
    const before = process.memoryUsage();
    const issue = await issueOf(collectFile(path));
    const after = process.memoryUsage();
    expect(issue.code).toBe(code);
    expect(after.rss - before.rss).toBeLessThan(64 * MEGABYTE);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(64 * MEGABYTE);
  });
});

describe('text without an end', () => {
  it('of one line is refused before it fills the memory', async () => {
    const path = join(temporaryFolder(), 'line.csv.gz');
    writeFileSync(path, gzipSync(Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(200 * MEGABYTE, 0x31)])));
    expect((await issueOf(collectFile(path))).code).toBe('row-too-long');
  });

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"instances":[', ']}'],
    ['[{"a":', '}]'],
    ['[', ''],
  ])('of JSON that begins %s again and again', async (opening, closing) => {
    const path = join(temporaryFolder(), 'deep.json');
    const depth = 100_000;
    writeFileSync(path, `${opening.repeat(depth)}1${closing.repeat(depth)}`);
    expect((await issueOf(collectFile(path))).code).toBe('json-too-deep');
  });

  it('of keys, another in each record, is refused before there is a cell for all', async () => {
    const path = join(temporaryFolder(), 'keys.jsonl');
    writeFileSync(path, Array.from({ length: 10_000 }, (_, row) => `{"k${row}":1}`).join('\n'));
    expect((await issueOf(collectFile(path))).code).toBe('too-large');
  });

  it('of columns is read in batches that fit', async () => {
    const path = join(temporaryFolder(), 'wide.csv');
    const columns = 200_000;
    const header = Array.from({ length: columns }, (_, index) => `c${index}`).join(',');
    const row = Array.from({ length: columns }, () => '1').join(',');
    writeFileSync(path, `${header}\n${row}\n${row}\n`);
    const table = await collectFile(path, {}, 10_000);
    expect(table.rows.map((cells) => cells.length)).toEqual([columns, columns]);
  });
});
