import {
  Bool,
  BufferType,
  Data,
  DataType,
  Field,
  FixedSizeList,
  Float16,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  List,
  makeData,
  Type,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
} from 'apache-arrow';
import type { Dtype } from '../../contract/dtype';
import type { TensorData } from '../../contract/tensor';
import { ALL_VALID, type Validity } from './layout';
import { utf8Data, utf8Values } from './utf8';

/** Values of a tensor as one flat Arrow column; float16 and bool in Arrow's own types. */
export function flatData(dtype: Dtype, values: TensorData, validity: Validity = ALL_VALID): Data {
  if (Array.isArray(values)) return utf8Data(values, validity);
  const common = { length: values.length, ...validity };
  if (dtype === 'bool' && values instanceof Uint8Array) {
    return makeData({ type: new Bool(), data: packBits(values), ...common });
  }
  if (dtype === 'float16' && values instanceof Uint16Array) {
    return makeData({ type: new Float16(), data: values, ...common });
  }
  return numericData(values, validity);
}

/** One value per row where `rowShape` is [], else one list of `product(rowShape)` values per row. */
export function rowsData(
  dtype: Dtype,
  rowShape: readonly number[],
  rows: number,
  values: TensorData,
  validity: Validity = ALL_VALID,
): Data {
  const width = rowShape.reduce((product, size) => product * size, 1);
  if (values.length !== rows * width) {
    throw new RangeError(`${values.length} values for ${rows} rows of shape [${rowShape.join(', ')}].`);
  }
  if (rowShape.length === 0) return flatData(dtype, values, validity);
  const child = flatData(dtype, values);
  const type = new FixedSizeList(width, new Field('item', child.type, true));
  return makeData({ type, length: rows, child, ...validity });
}

/** Lists of flat values: row `i` has those from `offsets[i]` to before `offsets[i + 1]`. */
export function listsData(child: Data, valueOffsets: Int32Array, validity: Validity = ALL_VALID): Data {
  const type = new List(new Field('item', child.type, true));
  return makeData({ type, length: valueOffsets.length - 1, valueOffsets, child, ...validity });
}

/** The reverse of `flatData`: a copy of the values, also those under nulls. */
export function flatValues(dtype: Dtype, data: Data): TensorData {
  if (DataType.isUtf8(data.type)) return utf8Values(data);
  const values: unknown = data.values;
  if (dtype === 'bool' && values instanceof Uint8Array) return unpackBits(values, data.offset, data.length);
  for (const { array } of NUMERIC) {
    if (values instanceof array) return values.slice(0, data.length * data.stride);
  }
  throw new RangeError(`A column of type ${Type[data.typeId]} holds no tensor.`);
}

/** The values of a list column, all rows after each other. */
export function listChild(data: Data): Data {
  const [child] = data.children;
  if (!child) throw new RangeError(`A column of type ${Type[data.typeId]} is no list.`);
  return child;
}

/** The concatenation of `parts`, which are of one kind. */
export function concatenate(parts: readonly TensorData[]): TensorData {
  const [first] = parts;
  if (first === undefined) return new Float64Array(0);
  if (Array.isArray(first)) return parts.flatMap((part) => (Array.isArray(part) ? part : []));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  for (const { array } of NUMERIC) {
    if (first instanceof array) return fill(new array(length), parts);
  }
  return first;
}

function fill<T extends Exclude<TensorData, string[]>>(target: T, parts: readonly TensorData[]): T {
  const bytes = new Uint8Array(target.buffer);
  let offset = 0;
  for (const part of parts) {
    if (Array.isArray(part)) throw new RangeError('Strings among numbers.');
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return target;
}

const NUMERIC = [
  { array: Float32Array, type: Float32 },
  { array: Float64Array, type: Float64 },
  { array: Int8Array, type: Int8 },
  { array: Int16Array, type: Int16 },
  { array: Int32Array, type: Int32 },
  { array: BigInt64Array, type: Int64 },
  { array: Uint8Array, type: Uint8 },
  { array: Uint16Array, type: Uint16 },
  { array: Uint32Array, type: Uint32 },
  { array: BigUint64Array, type: Uint64 },
] as const;

function numericData(values: Exclude<TensorData, string[]>, { nullCount, nullBitmap }: Validity): Data {
  for (const { array, type } of NUMERIC) {
    if (!(values instanceof array)) continue;
    const buffers = { [BufferType.DATA]: values, ...(nullBitmap && { [BufferType.VALIDITY]: nullBitmap }) };
    return new Data<DataType>(new type(), 0, values.length, nullCount, buffers);
  }
  throw new RangeError('A tensor holds values of no known kind.');
}

function packBits(values: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, index) => {
    if (value !== 0) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  });
  return bits;
}

function unpackBits(bits: Uint8Array, offset: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => ((bits[(offset + index) >> 3] ?? 0) >> ((offset + index) & 7)) & 1);
}
