import { once } from 'node:events';
import { createWriteStream, openSync, writeSync, closeSync } from 'node:fs';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { seededRandom } from '../../test/support/rounds';

/** The ways a number stands in a file, in rotation over rows and columns. */
const WRITINGS: readonly ((value: number) => string)[] = [
  (value) => String(Math.round(value * 3)),
  (value) => (value * 1e-5).toExponential(3),
  (value) => value.toPrecision(17),
  (value) => value.toFixed(2),
  (value) => (-Math.abs(value)).toFixed(4),
  String,
  (value) => value.toExponential(1),
  (value) => (value / 7).toFixed(15),
];

export function numericNames(columns: number): string[] {
  return Array.from({ length: columns }, (_, column) => `f${column}`);
}

/** A CSV of numbers, each written in another way than its neighbours. */
export async function writeNumericCsv(path: string, rows: number, columns: number): Promise<void> {
  const random = seededRandom(5);
  await writeLines(path, [numericNames(columns).join(',')], rows, (row) => {
    const cells = Array.from({ length: columns }, (_, column) => {
      const write = WRITINGS[(row * 3 + column * 5) % WRITINGS.length] ?? String;
      return write(normal(random));
    });
    return cells.join(',');
  });
}

/** The same kind of numbers as Parquet, snappy. */
export function writeNumericParquet(path: string, rows: number, columns: number): void {
  const random = seededRandom(5);
  const names = numericNames(columns);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'root', num_children: columns },
      ...names.map((name) => ({ name, type: 'DOUBLE' as const, repetition_type: 'REQUIRED' as const })),
    ],
  });
  const groupRows = 100_000;
  const file = openSync(path, 'w');
  for (let start = 0; start < rows; start += groupRows) {
    const length = Math.min(groupRows, rows - start);
    const columnData = names.map((name) => ({ name, data: Float64Array.from({ length }, () => normal(random)) }));
    void writer.write({ columnData, rowGroupSize: groupRows });
    writeSync(file, bytes.getBytes());
    bytes.index = 0;
  }
  void writer.finish();
  writeSync(file, bytes.getBytes());
  closeSync(file);
}

const MIXED_FEATURES = 10;
const CITIES = ['Graz', 'Zürich', 'New York, NY', 'São Paulo', 'Aix-en-Provence', 'Kyōto'];
const REMARKS = ['', 'paid in full', 'said "call back"', 'moved, new address', 'first line\nsecond line', 'none'];

/** Names of the columns of the mixed file that a model is fed. */
export const mixedFeatures = Array.from({ length: MIXED_FEATURES }, (_, index) => `amount_${index}`);

/** A CSV of 40 columns: numbers with gaps, whole numbers, dates, words, and texts with quotes, commas and line breaks. */
export async function writeMixedCsv(path: string, rows: number): Promise<void> {
  const random = seededRandom(7);
  const gap = (text: string): string => (random() < 0.05 ? '' : text);
  const pick = (texts: readonly string[]): string => quoted(texts[Math.floor(random() * texts.length)] ?? '');
  const columns: readonly (readonly [name: string, cell: (row: number) => string])[] = [
    ['id', (row) => String(row)],
    ...mixedFeatures.map((name) => [name, () => gap(normal(random).toFixed(4))] as const),
    ...repeat(10, 'rate', () => gap((random() * 100).toFixed(2))),
    ...repeat(8, 'count', () => gap(String(Math.floor(random() * 10_000)))),
    ...repeat(5, 'city', () => pick(CITIES)),
    ...repeat(3, 'remark', () => pick(REMARKS)),
    ...repeat(2, 'day', () => new Date(1.7e12 + Math.floor(random() * 1e3) * 86_400_000).toISOString().slice(0, 10)),
    ['active', () => (random() < 0.5 ? 'true' : 'false')],
  ];
  const header = columns.map(([name]) => name).join(',');
  await writeLines(path, [header], rows, (row) => columns.map(([, cell]) => cell(row)).join(','));
}

function repeat(times: number, name: string, cell: () => string): (readonly [string, () => string])[] {
  return Array.from({ length: times }, (_, index) => [`${name}_${index}`, cell] as const);
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Box and Muller's. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

async function writeLines(
  path: string,
  head: readonly string[],
  rows: number,
  line: (row: number) => string,
): Promise<void> {
  const file = createWriteStream(path);
  for (const text of head) file.write(`${text}\n`);
  for (let row = 0; row < rows; row++) {
    if (!file.write(`${line(row)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
