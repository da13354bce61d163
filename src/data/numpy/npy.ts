import { sizeOf } from '../elements';
import { dataError } from '../fail';
import { memoryTable } from '../memory';
import { tensorTable } from '../tensor-table';
import { decodeElements, elementType } from './elements';
import { NPY_HEADER_BYTES, npyHeader } from './header';
import type { NamedTensor, TensorData } from '../../contract/tensor';
import type { RandomBytes } from '../bytes/random';
import type { Batch, Column, TableSource } from '../table';
import type { ElementType } from './elements';
import type { NpyField, NpyHeader } from './header';

/**
 * Opens a .npy file: [N, ...] is one unnamed tensor column, read by rows from the file; a structured array has a
 * column per field. Throws WorkbenchError `bad-npy` for what is no array of numbers or text.
 */
export async function openNpy(bytes: RandomBytes, file: string): Promise<TableSource> {
  const header = npyHeader(await bytes.read(0, NPY_HEADER_BYTES), file);
  if (typeof header.descr !== 'string') return structuredTable(bytes, header, header.descr, file);
  const type = typeOf(header.descr, file);
  checkLength(header, type.bytes, bytes.size, file);
  if (header.shape.length > 1 && header.fortranOrder) {
    const tensor = await npyTensor(bytes, '', file);
    await bytes.close();
    return tensorTable([tensor], { file, format: 'npy' });
  }
  return streamedTable(bytes, header, type, file);
}

/** The whole array in row-major order. Throws WorkbenchError `bad-npy`. */
export async function npyTensor(bytes: RandomBytes, name: string, file: string): Promise<NamedTensor> {
  const header = npyHeader(await bytes.read(0, NPY_HEADER_BYTES), file);
  if (typeof header.descr !== 'string')
    throw cannotRead(file, 'it is a structured array; save its fields as arrays of their own');
  const type = typeOf(header.descr, file);
  checkLength(header, type.bytes, bytes.size, file);
  const count = sizeOf(header.shape);
  const data = decodeElements(await bytes.read(header.dataStart, header.dataStart + count * type.bytes), type, count);
  return {
    name,
    dtype: type.dtype,
    dims: header.shape,
    data: header.fortranOrder ? rowMajor(data, header.shape) : data,
  };
}

function cannotRead(file: string, why: string): Error {
  return dataError({ code: 'bad-npy', message: `${file} cannot be read: ${why}.`, file });
}

function typeOf(descr: string, file: string): ElementType {
  const type = elementType(descr);
  if (type !== undefined) return type;
  const why = descr.includes('O')
    ? 'it holds Python objects; save it with dtype float, int, bool or str'
    : `its element type ${descr} is not supported`;
  throw cannotRead(file, why);
}

function checkLength(header: NpyHeader, elementBytes: number, size: number, file: string): void {
  const wanted = header.dataStart + sizeOf(header.shape) * elementBytes;
  if (wanted > size)
    throw cannotRead(
      file,
      `shape [${header.shape.join(', ')}] takes ${wanted} bytes and the file has ${size}; it is truncated`,
    );
}

/** Column-major to row-major: the first index runs fastest in `data`. */
function rowMajor(data: TensorData, shape: readonly number[]): TensorData {
  const source = data as ArrayLike<unknown>;
  const target = Array.isArray(data) ? new Array<string>(data.length).fill('') : data.slice();
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; to += 1) {
    (target as unknown[])[to] = source[from];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      index[axis] = (index[axis] ?? 0) + 1;
      from += strides[axis] ?? 0;
      if ((index[axis] ?? 0) < (shape[axis] ?? 0)) break;
      from -= (strides[axis] ?? 0) * (shape[axis] ?? 0);
      index[axis] = 0;
    }
  }
  return target;
}

function streamedTable(bytes: RandomBytes, header: NpyHeader, type: ElementType, file: string): TableSource {
  const [rows = 1, ...rowShape] = header.shape;
  if (rows === 0)
    throw dataError({ code: 'no-rows', message: `${file} has no rows: there is nothing to predict.`, file });
  return {
    head: { format: 'npy', columns: [''], named: false, rows, constants: [], issues: [] },
    batches: (batchRows) => rowBatches(bytes, header, rows, rowShape, type, batchRows),
    close: () => bytes.close(),
  };
}

async function* rowBatches(
  bytes: RandomBytes,
  header: NpyHeader,
  rows: number,
  rowShape: readonly number[],
  type: ElementType,
  batchRows: number,
): AsyncGenerator<Batch> {
  const size = sizeOf(rowShape);
  try {
    for (let start = 0; start < rows; start += batchRows) {
      const end = Math.min(rows, start + batchRows);
      const offset = header.dataStart + start * size * type.bytes;
      const block = await bytes.read(offset, offset + (end - start) * size * type.bytes);
      const values = decodeElements(block, type, (end - start) * size);
      yield {
        start,
        rows: end - start,
        columns: [{ kind: 'tensor', dtype: type.dtype, rowShape, values }],
        line: () => undefined,
        issues: [],
      };
    }
  } finally {
    await bytes.close();
  }
}

async function structuredTable(
  bytes: RandomBytes,
  header: NpyHeader,
  fields: readonly NpyField[],
  file: string,
): Promise<TableSource> {
  if (header.shape.length !== 1)
    throw cannotRead(file, `it is a structured array of shape [${header.shape.join(', ')}]; one dimension is wanted`);
  const types = fields.map(({ descr }) => typeOf(descr, file));
  const width = types.reduce((sum, type) => sum + type.bytes, 0);
  checkLength(header, width, bytes.size, file);
  const rows = header.shape[0] ?? 0;
  if (rows === 0)
    throw dataError({ code: 'no-rows', message: `${file} has no rows: there is nothing to predict.`, file });
  const block = await bytes.read(header.dataStart, header.dataStart + rows * width);
  await bytes.close();
  const offsets = types.map((_, index) => types.slice(0, index).reduce((sum, type) => sum + type.bytes, 0));
  const columns = types.map((type, index): Column => fieldColumn(block, type, offsets[index] ?? 0, width, rows));
  const head = {
    format: 'npy' as const,
    columns: fields.map(({ name }) => name),
    named: true,
    constants: [],
    issues: [],
  };
  return memoryTable(head, columns, rows);
}

function fieldColumn(block: Uint8Array, type: ElementType, offset: number, width: number, rows: number): Column {
  const packed = new Uint8Array(rows * type.bytes);
  for (let row = 0; row < rows; row += 1)
    packed.set(block.subarray(row * width + offset, row * width + offset + type.bytes), row * type.bytes);
  return { kind: 'tensor', dtype: type.dtype, rowShape: [], values: decodeElements(packed, type, rows) };
}
