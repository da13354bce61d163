import { parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { WorkbenchError } from '../contract/issue';
import { dataError } from './fail';
import { regroup } from './regroup';
import { timestampText } from './typed-columns';
import type { AsyncBuffer, ParquetParsers, ParquetScan, SchemaTree } from 'hyparquet';
import type { RandomBytes } from './bytes/random';
import type { Group } from './regroup';
import type { TableSource } from './table';
import type { Precision, Values } from './typed-columns';

/**
 * Opens a Parquet file. Rows are read a row group at a time, so that a row group has to fit in memory.
 * Throws WorkbenchError `bad-parquet`.
 */
export async function openParquet(bytes: RandomBytes, file: string): Promise<TableSource> {
  const buffer: AsyncBuffer = {
    byteLength: bytes.size,
    slice: async (start, end) => Uint8Array.from(await bytes.read(start, end ?? bytes.size)).buffer,
  };
  return said(file, async () => {
    const metadata = await parquetMetadataAsync(buffer);
    const scan = await parquetScan({ file: buffer, metadata, compressors, parsers: PARSERS, geoparquet: false });
    const columns = parquetSchema(metadata).children;
    checkColumns(columns, file);
    const rows = Number(metadata.num_rows);
    if (rows === 0)
      throw dataError({ code: 'no-rows', message: `${file} has no rows: there is nothing to predict.`, file });
    return {
      head: {
        format: 'parquet',
        columns: columns.map(({ element }) => element.name),
        named: true,
        rows,
        constants: [],
        issues: [],
      },
      batches: (batchRows) => regroup(rowGroups(bytes, scan, columns, file), columns.map(precisionOf), batchRows),
      close: () => bytes.close(),
    };
  });
}

const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => timestampText(millis, 'ms'),
  timestampFromMicroseconds: (micros) => timestampText(micros, 'us'),
  timestampFromNanoseconds: (nanos) => timestampText(nanos, 'ns'),
};

/** Runs `read`; whatever the library throws becomes an error that names the file. */
async function said<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof WorkbenchError || !(error instanceof Error)) throw error;
    throw dataError({
      code: 'bad-parquet',
      message: `${file} is not a Parquet file that can be read: ${error.message}.`,
      file,
    });
  }
}

function checkColumns(columns: readonly SchemaTree[], file: string): void {
  const names = columns.map(({ element }) => element.name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw dataError({
      code: 'duplicate-column',
      message: `${file} has the column '${twice}' twice.`,
      file,
      column: twice,
    });
  if (names.length === 0) throw dataError({ code: 'no-columns', message: `${file} has no columns.`, file });
}

async function* rowGroups(
  bytes: RandomBytes,
  scan: ParquetScan,
  columns: readonly SchemaTree[],
  file: string,
): AsyncGenerator<Group> {
  try {
    for (const { rowStart, rowEnd } of scan.ranges) {
      const read = ({ element }: SchemaTree): Promise<Values> =>
        scan.readColumn({ column: element.name, rowStart, rowEnd });
      yield { columns: await said(file, () => Promise.all(columns.map(read))), rows: rowEnd - rowStart };
    }
  } finally {
    await bytes.close();
  }
}

function precisionOf(column: SchemaTree): Precision {
  if (column.children.length > 0 || column.element.repetition_type === 'REPEATED') return undefined;
  if (column.element.type === 'FLOAT') return 'float32';
  return column.element.type === 'DOUBLE' ? 'float64' : undefined;
}
