import { DataType } from 'apache-arrow';
import type { Data } from 'apache-arrow';

/**
 * Whether the buffers of a column hold as many values as its length says. The library trusts the file: a damaged
 * length would make it count to billions.
 */
export function isWhole(data: Data): boolean {
  const { length, valueOffsets, children, values } = data as Data & Buffers;
  const type = data.type as DataType;
  if (length === 0 || DataType.isNull(type)) return true;
  if (DataType.isList(type))
    return offsetsFit(valueOffsets, length, children[0]?.length ?? 0) && children.every(isWhole);
  if (DataType.isFixedSizeList(type))
    return (children[0]?.length ?? 0) >= length * type.listSize && children.every(isWhole);
  if (DataType.isStruct(type)) return children.every((child) => child.length >= length && isWhole(child));
  if (valueOffsets !== undefined) return valueOffsets.length > length;
  const perValue = DataType.isBool(type) ? 1 / 8 : data.stride;
  return values === undefined || values.length >= length * perValue;
}

interface Buffers {
  readonly valueOffsets?: Int32Array | BigInt64Array;
  readonly values?: ArrayLike<unknown>;
  readonly children: Data[];
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
