import { DataType, type Data } from 'apache-arrow';

/** What a column's values lie in; the library leaves out what a type does not have. */
interface Buffers {
  readonly valueOffsets?: Int32Array | BigInt64Array;
  readonly values?: ArrayLike<unknown>;
  /** What views of texts point into. */
  readonly variadicBuffers?: readonly Uint8Array[];
}

/** All texts of a column of a record batch together. */
const LARGEST_TEXT = 2 ** 30;
/** Rows of columns that take no bytes at all. */
const MOST_EMPTY_ROWS = 1 << 20;

/**
 * Whether the buffers of a column hold as many values as its length says, and its texts no more than a gigabyte. The
 * library trusts the file: a damaged length would make it count to billions.
 */
export function isWhole(data: Data): boolean {
  return (data.length <= MOST_EMPTY_ROWS || !isEmpty(data)) && holdsItsRows(data);
}

function holdsItsRows(data: Data): boolean {
  const type: DataType = data.type;
  if (data.length === 0 || DataType.isNull(type)) return true;
  return data.children.length > 0 ? nestedIsWhole(data, type) : flatIsWhole(data, type);
}

/** No values are stored: they fit into nothing, however many rows there are. */
function isEmpty({ type, children }: Data): boolean {
  if (children.length > 0) return children.every((child) => isEmpty(child));
  return DataType.isNull(type) || DataType.isStruct(type) || (DataType.isFixedSizeBinary(type) && type.byteWidth <= 0);
}

function nestedIsWhole(data: Data, type: DataType): boolean {
  const { children } = data;
  if (DataType.isStruct(type)) return children.every((child) => child.length >= data.length && holdsItsRows(child));
  const held = children[0]?.length ?? 0;
  const fits = DataType.isFixedSizeList(type)
    ? type.listSize >= 0 && held >= data.length * type.listSize
    : !isListed(type) || offsetsFit(buffersOf(data).valueOffsets, data.length, held);
  return fits && children.every(isWhole);
}

function isListed(type: DataType): boolean {
  return DataType.isList(type) || DataType.isLargeList(type) || DataType.isMap(type);
}

function flatIsWhole(data: Data, type: DataType): boolean {
  const { valueOffsets, values, variadicBuffers = [] } = buffersOf(data);
  if (valueOffsets !== undefined) return offsetsFit(valueOffsets, data.length, values?.length ?? 0);
  if (DataType.isUtf8View(type) || DataType.isBinaryView(type)) return viewsFit(values, variadicBuffers, data.length);
  if (DataType.isDictionary(type)) return dictionaryIsWhole(data);
  const perValue = DataType.isBool(type) ? 1 / 8 : data.stride;
  return values === undefined || values.length >= data.length * perValue;
}

function dictionaryIsWhole(data: Data): boolean {
  const held = buffersOf(data).values?.length ?? 0;
  return held >= data.length && (data.dictionary?.data.every((part) => isWhole(part as Data)) ?? true);
}

function buffersOf(data: Data): Buffers {
  return data;
}

/** Offsets never go back, nor beyond what they count. */
function offsetsFit(offsets: Int32Array | BigInt64Array | undefined, length: number, held: number): boolean {
  if (offsets === undefined || offsets.length <= length) return false;
  let last = 0;
  for (let index = 0; index <= length; index += 1) {
    const offset = Number(offsets[index]);
    if (offset < last || offset > held) return false;
    last = offset;
  }
  return true;
}

/** A view is length, first bytes, number of the buffer and offset in it; so many bytes stand in the view itself. */
const VIEW_BYTES = 16;
const BYTES_WITHIN = 12;

/** Views may share bytes: a small file could unfold to any size. */
function viewsFit(views: ArrayLike<unknown> | undefined, buffers: readonly Uint8Array[], length: number): boolean {
  if (!(views instanceof Uint8Array) || views.length < length * VIEW_BYTES) return false;
  const view = new DataView(views.buffer, views.byteOffset, views.length);
  let text = 0;
  for (let at = 0; at < length * VIEW_BYTES; at += VIEW_BYTES) {
    const bytes = view.getInt32(at, true);
    text += bytes;
    if (bytes < 0 || text > LARGEST_TEXT) return false;
    const held = buffers[view.getInt32(at + 8, true)]?.length ?? 0;
    const start = view.getInt32(at + 12, true);
    if (bytes > BYTES_WITHIN && (start < 0 || start + bytes > held)) return false;
  }
  return true;
}
