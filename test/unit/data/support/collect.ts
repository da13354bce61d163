import { openTable } from '../../../../src/data/open';
import { WorkbenchError } from '../../../../src/contract/issue';
import { Readable } from 'node:stream';
import type { Dtype } from '../../../../src/contract/dtype';
import type { Issue } from '../../../../src/contract/issue';
import type { Batch, Column, ReadOptions, TableHead, Value } from '../../../../src/data/table';

/** A table as plain rows: CSV cells as text, everything else as values. */
export interface Collected {
  readonly head: TableHead;
  readonly rows: Value[][];
  readonly lines: (number | undefined)[];
  /** Kind of each column in the last batch, and of any column in any batch. */
  readonly columnKinds: readonly Column['kind'][];
  readonly kinds: readonly Column['kind'][];
  /** Element type of each column of tensors in the last batch. */
  readonly dtypes: readonly (Dtype | undefined)[];
  readonly issues: Batch['issues'][number][];
}

export async function collectFile(path: string, options: ReadOptions = {}, batchRows = 7): Promise<Collected> {
  return collect(
    await openTable({ kind: 'file', path, displayName: path.split('/').at(-1) ?? path }, options),
    batchRows,
  );
}

/** Reads `content` as standard input would bring it, in chunks of `chunkBytes`. */
export async function collectText(
  content: string | Uint8Array,
  options: ReadOptions = {},
  batchRows = 7,
  chunkBytes = 1 << 16,
  displayName = 'table.csv',
): Promise<Collected> {
  return collect(
    await openTable({ kind: 'stdin', stream: chunked(content, chunkBytes), displayName }, options),
    batchRows,
  );
}

/** The first issue of the error that reading ends with. */
export async function issueOf(reading: Promise<unknown>): Promise<Issue> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof WorkbenchError && error.issues[0] !== undefined) return error.issues[0];
    throw error;
  }
  throw new Error('the table was read without an error');
}

export function chunked(content: string | Uint8Array, chunkBytes: number): Readable {
  const bytes = Buffer.from(content);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  return Readable.from(chunks);
}

export async function collect(source: Awaited<ReturnType<typeof openTable>>, batchRows: number): Promise<Collected> {
  const rows: Value[][] = [];
  const lines: (number | undefined)[] = [];
  const issues: Batch['issues'][number][] = [];
  const kinds = new Set<Column['kind']>();
  let columnKinds: Column['kind'][] = [];
  let dtypes: (Dtype | undefined)[] = [];
  for await (const batch of source.batches(batchRows)) {
    if (batch.start !== rows.length) throw new Error(`batch starts at ${batch.start}, ${rows.length} rows came before`);
    for (let row = 0; row < batch.rows; row += 1) {
      rows.push(batch.columns.map((column) => cellOf(column, row)));
      lines.push(batch.line(row));
    }
    columnKinds = batch.columns.map((column) => column.kind);
    dtypes = batch.columns.map((column) => (column.kind === 'tensor' ? column.dtype : undefined));
    columnKinds.forEach((kind) => kinds.add(kind));
    issues.push(...batch.issues);
  }
  await source.close();
  return { head: source.head, rows, lines, kinds: [...kinds], columnKinds, dtypes, issues };
}

function cellOf(column: Column, row: number): Value {
  switch (column.kind) {
    case 'text':
      return column.values[row];
    case 'number':
      return column.text(row);
    case 'value':
      return column.values[row];
    case 'tensor': {
      const size = column.rowShape.reduce((product, dim) => product * dim, 1);
      return nested([...column.values.slice(row * size, (row + 1) * size)] as Value[], column.rowShape);
    }
  }
}

function nested(values: Value[], shape: readonly number[]): Value {
  const [size, ...inner] = shape;
  if (size === undefined) return values[0];
  const each = inner.reduce((product, dim) => product * dim, 1);
  return Array.from({ length: size }, (_, index) => nested(values.slice(index * each, (index + 1) * each), inner));
}
