import { openTable } from '../../../../src/data/open';
import { Readable } from 'node:stream';
import type { Batch, Column, ReadOptions, TableHead, Value } from '../../../../src/data/table';

/** A table as plain rows: CSV cells as text, everything else as values. */
export interface Collected {
  readonly head: TableHead;
  readonly rows: Value[][];
  readonly lines: (number | undefined)[];
  readonly kinds: string[];
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
): Promise<Collected> {
  return collect(
    await openTable({ kind: 'stdin', stream: chunked(content, chunkBytes), displayName: 'table.csv' }, options),
    batchRows,
  );
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
  const kinds = new Set<string>();
  for await (const batch of source.batches(batchRows)) {
    if (batch.start !== rows.length) throw new Error(`batch starts at ${batch.start}, ${rows.length} rows came before`);
    for (let row = 0; row < batch.rows; row += 1) {
      rows.push(batch.columns.map((column) => cellOf(column, row)));
      lines.push(batch.line(row));
    }
    batch.columns.forEach((column) => kinds.add(column.kind));
    issues.push(...batch.issues);
  }
  await source.close();
  return { head: source.head, rows, lines, kinds: [...kinds], issues };
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
