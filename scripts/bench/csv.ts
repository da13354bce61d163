/**
 * How fast plain numeric CSV is read: the byte-level path, the same file as text, and papaparse on its own.
 * Every reader runs in a process of its own, so that its memory is its own.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import Papa from 'papaparse';
import { openTable } from '../../src/data/open';
import type { Column } from '../../src/data/table';

const BATCH_ROWS = 16_384;

/** Reads a file to its end and returns the sum of its cells, so that nothing is left out. */
type Reader = (path: string) => Promise<number>;

const READERS: Record<string, Reader> = {
  'byte level': (path) => readTable(path, {}),
  'text, typed by +x': (path) => readTable(path, { encoding: 'windows-1252' }),
  'papaparse streaming, +x': papaStreaming,
  'papaparse, header and dynamicTyping': papaTyped,
};

async function readTable(path: string, options: { encoding?: string }): Promise<number> {
  const source = await openTable({ kind: 'file', path, displayName: path }, options);
  let sum = 0;
  for await (const batch of source.batches(BATCH_ROWS)) for (const column of batch.columns) sum += sumOf(column);
  return sum;
}

function sumOf(column: Column): number {
  let sum = 0;
  if (column.kind === 'number') for (const value of column.values) sum += value;
  else if (column.kind === 'text') for (const text of column.values) sum += +text;
  return sum;
}

function papaStreaming(path: string): Promise<number> {
  let sum = 0;
  let header = true;
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(path), {
      chunk: ({ data }) => {
        for (const row of header ? data.slice(1) : data) if (row.length > 1) for (const cell of row) sum += +cell;
        header = false;
      },
      complete: () => resolve(sum),
      error: reject,
    });
  });
}

function papaTyped(path: string): Promise<number> {
  const { data } = Papa.parse<Record<string, number>>(readFileSync(path, 'utf8'), {
    header: true,
    dynamicTyping: true,
    skipEmptyLines: true,
  });
  let sum = 0;
  for (const row of data) for (const value of Object.values(row)) sum += value;
  return Promise.resolve(sum);
}

async function writeNumbers(path: string, rows: number, columns: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${Array.from({ length: columns }, (_, column) => `c${column}`).join(',')}\n`);
  let state = 1;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  for (let row = 0; row < rows; row += 1) {
    const line = Array.from({ length: columns }, () => (next() * 200 - 100).toFixed(6)).join(',');
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function runReader(name: string, path: string): Promise<void> {
  const started = performance.now();
  const sum = (await READERS[name]?.(path)) ?? NaN;
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(JSON.stringify({ seconds, sum, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

interface Measured {
  readonly seconds: number;
  readonly sum: number;
  readonly megabytes: number;
}

async function compare(rows: number, columns: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-csv-'));
  const path = join(folder, 'numbers.csv');
  try {
    await writeNumbers(path, rows, columns);
    console.log(`${rows} rows x ${columns} columns, ${(statSync(path).size / 1e6).toFixed(0)} MB`);
    let first: Measured | undefined;
    for (const name of Object.keys(READERS)) {
      const measured = JSON.parse(
        execFileSync(process.execPath, [process.argv[1] ?? '', '--reader', name, path], { encoding: 'utf8' }),
      ) as Measured;
      first ??= measured;
      const ratio = (measured.seconds / first.seconds).toFixed(1);
      const speed = Math.round(rows / measured.seconds / 1000);
      console.log(
        `${name.padEnd(36)} ${measured.seconds.toFixed(2)} s  x${ratio}  ${speed}k rows/s  ${measured.megabytes.toFixed(0)} MB  sum ${measured.sum.toFixed(3)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [, , flag, ...rest] = process.argv;
if (flag === '--reader') void runReader(rest[0] ?? '', rest[1] ?? '');
else void compare(Number(flag ?? 1_000_000), Number(rest[0] ?? 10));
