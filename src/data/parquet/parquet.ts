import { parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { dataError, duplicateColumn, said, saidEach } from '../fail';
import { regroup } from '../regroup';
import { repeatedName } from '../repeated-name';
import { timestampText } from '../typed-columns';
import { checkRowGroup } from './pages';
import type { AsyncBuffer, FileMetaData, ParquetParsers, ParquetScan, RowGroup, SchemaTree } from 'hyparquet';
import type { RandomBytes } from '../bytes/random';
import type { Dtype } from '../../contract/dtype';
import type { Group } from '../regroup';
import type { TableSource } from '../table';
import type { Precision, Values } from '../typed-columns';

/**
 * Opens a Parquet file. Rows are read a row group at a time, so that a row group has to fit in memory.
 * Throws WorkbenchError `bad-parquet`.
 */
export async function openParquet(bytes: RandomBytes, file: string): Promise<TableSource> {
  const buffer: AsyncBuffer = {
    byteLength: bytes.size,
    slice: (start, end) => slice(bytes, start, end ?? bytes.size),
  };
  return said(failureOf(file), async () => {
    const metadata = await parquetMetadataAsync(buffer);
    const scan = await parquetScan({ file: buffer, metadata, compressors, parsers: PARSERS, geoparquet: false });
    const columns = parquetSchema(metadata).children;
    checkColumns(columns, file);
    const rows = Number(metadata.num_rows);
    if (rows !== metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0))
      throw new Error('its row groups have another number of rows than the file says');
    if (rows === 0)
      throw dataError({ code: 'no-rows', message: `${file} has no rows: there is nothing to predict.`, file });
    return {
      head: {
        format: 'parquet',
        columns: columns.map(({ element }) => element.name),
        named: true,
        dtypes: columns.map(dtypeOf),
        rows,
        constants: [],
        issues: [],
      },
      batches: (batchRows) =>
        saidEach(failureOf(file), regroup(rowGroups(bytes, scan, columns), columns.map(precisionOf), batchRows)),
      close: () => bytes.close(),
    };
  });
}

/** The library asks for all parts at once and gives up at the first that fails: nobody may be left to hear of the others. */
function slice(bytes: RandomBytes, start: number, end: number): Promise<ArrayBuffer> {
  const read = readSlice(bytes, start, end);
  read.catch(() => undefined);
  return read;
}

async function readSlice(bytes: RandomBytes, start: number, end: number): Promise<ArrayBuffer> {
  if (!(start >= 0 && start <= end && end <= bytes.size)) throw new Error('a part of it lies outside the file');
  return Uint8Array.from(await bytes.read(start, end)).buffer;
}

const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => timestampText(millis, 'ms'),
  timestampFromMicroseconds: (micros) => timestampText(micros, 'us'),
  timestampFromNanoseconds: (nanos) => timestampText(nanos, 'ns'),
};

function failureOf(file: string): (why: string) => Error {
  return (why) =>
    dataError({ code: 'bad-parquet', message: `${file} is not a Parquet file that can be read: ${why}.`, file });
}

function checkColumns(columns: readonly SchemaTree[], file: string): void {
  const names = columns.map(({ element }) => element.name);
  const twice = repeatedName(names);
  if (twice !== undefined) throw duplicateColumn(file, twice);
  if (names.length === 0) throw dataError({ code: 'no-columns', message: `${file} has no columns.`, file });
}

async function* rowGroups(
  bytes: RandomBytes,
  scan: ParquetScan,
  columns: readonly SchemaTree[],
): AsyncGenerator<Group> {
  try {
    for (const { rowStart, rowEnd } of scan.ranges) {
      for (const group of groupsBetween(scan.metadata, rowStart, rowEnd)) await checkRowGroup(bytes, group);
      const read = ({ element }: SchemaTree): Promise<Values> =>
        scan.readColumn({ column: element.name, rowStart, rowEnd });
      yield { columns: await Promise.all(columns.map(read)), rows: rowEnd - rowStart };
    }
  } finally {
    await bytes.close();
  }
}

/** The row groups that hold some of these rows. */
function groupsBetween({ row_groups: groups }: FileMetaData, rowStart: number, rowEnd: number): RowGroup[] {
  let start = 0;
  return groups.filter((group) => {
    const first = start;
    start += Number(group.num_rows);
    return first < rowEnd && start > rowStart;
  });
}

function precisionOf(column: SchemaTree): Precision {
  const dtype = dtypeOf(column);
  return dtype === 'float32' || dtype === 'float64' ? dtype : undefined;
}

/** By physical type, or by the converted type that says more: `INT32` alone is a number, `INT32` as `DATE` is none. */
const DTYPES: ReadonlyMap<string, Dtype> = new Map([
  ['BOOLEAN', 'bool'],
  ['FLOAT', 'float32'],
  ['DOUBLE', 'float64'],
  ['INT32', 'int32'],
  ['INT64', 'int64'],
  ['INT_8', 'int8'],
  ['INT_16', 'int16'],
  ['INT_32', 'int32'],
  ['INT_64', 'int64'],
  ['UINT_8', 'uint8'],
  ['UINT_16', 'uint16'],
  ['UINT_32', 'uint32'],
  ['UINT_64', 'uint64'],
]);

function dtypeOf({ children, element }: SchemaTree): Dtype | undefined {
  const { type, converted_type: converted, logical_type: logical, repetition_type: repetition } = element;
  if (children.length > 0 || repetition === 'REPEATED') return undefined;
  if (converted === undefined && logical !== undefined && logical.type !== 'INTEGER') return undefined;
  return DTYPES.get(converted ?? type ?? '');
}
