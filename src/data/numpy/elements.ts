import { ELEMENT_BYTES, elementsOf } from '../elements';
import type { Dtype } from '../../contract/dtype';
import type { TensorData } from '../../contract/tensor';

/** How the elements of a NumPy array lie in the file. */
export interface ElementType {
  readonly dtype: Dtype;
  readonly bytes: number;
  readonly bigEndian: boolean;
  /** Strings of fixed length: `U` is UTF-32, `S` bytes. */
  readonly text?: 'U' | 'S';
}

const NUMBERS = new Map<string, Dtype>([
  ['b1', 'bool'],
  ['i1', 'int8'],
  ['i2', 'int16'],
  ['i4', 'int32'],
  ['i8', 'int64'],
  ['u1', 'uint8'],
  ['u2', 'uint16'],
  ['u4', 'uint32'],
  ['u8', 'uint64'],
  ['f2', 'float16'],
  ['f4', 'float32'],
  ['f8', 'float64'],
]);

/** The elements that a `descr` such as `<f8` stands for, undefined where they cannot be fed to a model. */
export function elementType(descr: string): ElementType | undefined {
  const bigEndian = descr.startsWith('>');
  const kind = descr.replace(/^[<>|=]/, '');
  const dtype = NUMBERS.get(kind);
  if (dtype !== undefined) return { dtype, bytes: ELEMENT_BYTES[dtype] ?? 1, bigEndian };
  const [, text, length] = /^([US])(\d{1,9})$/.exec(kind) ?? [];
  if (text !== 'U' && text !== 'S') return undefined;
  return { dtype: 'string', bytes: Number(length) * (text === 'U' ? 4 : 1), bigEndian, text };
}

/** Decodes `count` elements. */
export function decodeElements(bytes: Uint8Array, type: ElementType, count: number): TensorData {
  const block = bytes.subarray(0, count * type.bytes);
  if (type.text === undefined) return elementsOf(block, type.dtype, type.bigEndian);
  const decode = type.text === 'S' ? byteText : utf32Text;
  return Array.from({ length: count }, (_, index) =>
    decode(block.subarray(index * type.bytes, (index + 1) * type.bytes), type.bigEndian),
  );
}

/** NumPy fills strings up with zeros at their end. */
function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1)).toString();
}

function utf32Text(bytes: Uint8Array, bigEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const points: number[] = [];
  for (let at = 0; at < bytes.length; at += 4) points.push(view.getUint32(at, !bigEndian));
  const end = points.findLastIndex((point) => point !== 0) + 1;
  return points
    .slice(0, end)
    .map((point) => (point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD'))
    .join('');
}
