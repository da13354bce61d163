import { DataType } from 'apache-arrow';
import type { Data } from 'apache-arrow';

/** What a column's values lie in; the library leaves out what a type does not have. */
interface Buffers {
  readonly valueOffsets?: Int32Array | BigInt64Array;
  readonly values?: ArrayLike<unknown>;
}

/**
 * Whether the buffers of a column hold as many values as its length says. The library trusts the file: a damaged
 * length would make it count to billions.
 */
export function isWhole(data: Data): boolean {
  const type: DataType = data.type;
  const children = data.children;
  if (data.length === 0 || DataType.isNull(type)) return true;
  return children.length > 0 ? nestedIsWhole(data, type, children) : flatIsWhole(data, type);
}

function nestedIsWhole(data: Data, type: DataType, children: readonly Data[]): boolean {
  const held = children[0]?.length ?? 0;
  const fits = DataType.isFixedSizeList(type)
    ? held >= data.length * type.listSize
    : DataType.isList(type)
      ? offsetsFit(buffersOf(data).valueOffsets, data.length, held)
      : !DataType.isStruct(type) || children.every((child) => child.length >= data.length);
  return fits && children.every(isWhole);
}

function flatIsWhole(data: Data, type: DataType): boolean {
  const { valueOffsets, values } = buffersOf(data);
  if (valueOffsets !== undefined) return valueOffsets.length > data.length;
  const perValue = DataType.isBool(type) ? 1 / 8 : data.stride;
  return values === undefined || values.length >= data.length * perValue;
}

function buffersOf(data: Data): Buffers {
  return data;
}

function offsetsFit(offsets: Int32Array | BigInt64Array | undefined, length: number, childLength: number): boolean {
  if (offsets === undefined || offsets.length <= length) return false;
  let last = 0;
  for (let index = 0; index <= length; index += 1) {
    const offset = Number(offsets[index]);
    if (offset < last || offset > childLength) return false;
    last = offset;
  }
  return true;
}
