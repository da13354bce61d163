import {
  CompressionType,
  DataType,
  Precision as FloatPrecision,
  RecordBatchReader,
  TimeUnit,
  compressionRegistry,
} from 'apache-arrow';
import { decompressZstd } from 'hyparquet-compressors';
import { dataError, duplicateColumn, said, saidEach } from '../fail';
import { regroup } from '../regroup';
import { repeatedName } from '../repeated-name';
import { timestampText } from '../typed-columns';
import { decompressLz4Frame } from './lz4-frame';
import { fileMessages, streamMessages } from './messages';
import { isWhole } from './whole';
import type { RecordBatch, Vector } from 'apache-arrow';
import type { Dtype } from '../../contract/dtype';
import type { RandomBytes } from '../bytes/random';
import type { ByteReader } from '../bytes/reader';
import type { Group } from '../regroup';
import type { TableSource } from '../table';
import type { Precision, Values } from '../typed-columns';

/** Arrow data by how it can be read: a stream in order, a file from its end. */
export type ArrowInput =
  { readonly kind: 'stream'; readonly reader: ByteReader } | { readonly kind: 'file'; readonly bytes: RandomBytes };

/**
 * Opens an Arrow stream or file (Feather 2), record batch by record batch; LZ4 and Zstandard are unpacked.
 * Throws WorkbenchError `bad-arrow`.
 */
export async function openArrow(input: ArrowInput, file: string): Promise<TableSource> {
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: decompressLz4Frame });
  compressionRegistry.set(CompressionType.ZSTD, { decode: (bytes) => decompressZstd(bytes).slice() });
  const { messages, close } = messagesOf(input);
  const fail = failureOf(file);
  try {
    return await said(fail, async () => {
      const batches = await RecordBatchReader.from(messages);
      await batches.open();
      const { fields } = batches.schema;
      checkNames(
        fields.map(({ name }) => name),
        file,
      );
      const precisions = fields.map(({ type }) => precisionOf(type as DataType));
      return {
        head: {
          format: 'arrow',
          columns: fields.map(({ name }) => name),
          named: true,
          dtypes: fields.map(({ type }) => dtypeOf(type as DataType)),
          constants: [],
          issues: [],
        },
        batches: (batchRows) => saidEach(fail, regroup(groups(batches, close, file), precisions, batchRows)),
        close,
      };
    });
  } catch (error) {
    await close();
    throw error;
  }
}

interface OpenMessages {
  readonly messages: AsyncGenerator<Uint8Array>;
  readonly close: () => Promise<void>;
}

function messagesOf(input: ArrowInput): OpenMessages {
  if (input.kind === 'stream') return { messages: streamMessages(input.reader), close: () => input.reader.close() };
  return { messages: fileMessages(input.bytes), close: () => input.bytes.close() };
}

function failureOf(file: string): (why: string) => Error {
  return (why) =>
    dataError({ code: 'bad-arrow', message: `${file} is not Arrow data that can be read: ${why}.`, file });
}

function checkNames(names: readonly string[], file: string): void {
  const twice = repeatedName(names);
  if (twice !== undefined) throw duplicateColumn(file, twice);
  if (names.length === 0) throw dataError({ code: 'no-columns', message: `${file} has no columns.`, file });
}

async function* groups(batches: RecordBatchReader, close: () => Promise<void>, file: string): AsyncGenerator<Group> {
  let any = false;
  try {
    for await (const batch of batches as AsyncIterable<RecordBatch>) {
      any ||= batch.numRows > 0;
      if (!batch.data.children.every((data) => data.length === batch.numRows) || !isWhole(batch.data))
        throw new Error('a record batch is damaged');
      yield { columns: batch.schema.fields.map((_, index) => valuesOf(batch.getChildAt(index))), rows: batch.numRows };
    }
    if (!any) throw dataError({ code: 'no-rows', message: `${file} has no rows: there is nothing to predict.`, file });
  } finally {
    await close();
  }
}

function precisionOf(type: DataType): Precision {
  if (!DataType.isFloat(type)) return undefined;
  if (type.precision === FloatPrecision.SINGLE) return 'float32';
  return type.precision === FloatPrecision.DOUBLE ? 'float64' : undefined;
}

function dtypeOf(type: DataType): Dtype | undefined {
  if (DataType.isBool(type)) return 'bool';
  if (DataType.isInt(type)) return `${type.isSigned ? '' : 'u'}int${type.bitWidth}`;
  return precisionOf(type);
}

function valuesOf(vector: Vector | null): Values {
  if (vector === null) return [];
  const type = vector.type as DataType;
  if (DataType.isTimestamp(type)) return timestamps(vector, type.unit);
  if (DataType.isDate(type))
    return Array.from(vector, (value: unknown) => (typeof value === 'number' ? new Date(value) : value));
  if (DataType.isDecimal(type))
    return Array.from(vector, (value: unknown) =>
      value instanceof Uint32Array ? decimalNumber(value, type.scale) : value,
    );
  return vector.nullCount === 0 && DataType.isFloat(type)
    ? (vector.toArray() as Values)
    : Array.from(vector as Iterable<unknown>);
}

const UNITS = {
  [TimeUnit.SECOND]: 's',
  [TimeUnit.MILLISECOND]: 'ms',
  [TimeUnit.MICROSECOND]: 'us',
  [TimeUnit.NANOSECOND]: 'ns',
} as const;

/** Times from the stored integers: the library rounds them to milliseconds. */
function timestamps(vector: Vector, unit: TimeUnit): Values {
  return vector.data.flatMap((data) => {
    const ticks = data.values as BigInt64Array;
    return Array.from({ length: data.length }, (_, row) =>
      data.getValid(row) ? timestampText(ticks[row] ?? 0n, UNITS[unit]) : null,
    );
  });
}

/** Little-endian limbs of 32 bits in two's complement. */
function decimalNumber(limbs: Uint32Array, scale: number): number {
  const unsigned = limbs.reduceRight((all, limb) => (all << 32n) | BigInt(limb), 0n);
  return Number(`${BigInt.asIntN(limbs.length * 32, unsigned)}e${-scale}`);
}
