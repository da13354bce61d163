import { dataError } from '../fail';

/** What the header of a .npy file says ("NEP 1 - A Simple File Format for NumPy Arrays"). */
export interface NpyHeader {
  /** `<f8`, or fields for a structured array. */
  readonly descr: string | readonly NpyField[];
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin. */
  readonly dataStart: number;
}

export interface NpyField {
  readonly name: string;
  readonly descr: string;
}

/** So many bytes hold the header of any array but one with thousands of fields. */
export const NPY_HEADER_BYTES = 1 << 16;

/** Reads the header from the first bytes of a file. Throws WorkbenchError `bad-npy`. */
export function npyHeader(head: Uint8Array, file: string): NpyHeader {
  const fail = (why: string): Error =>
    dataError({ code: 'bad-npy', message: `${file} is not a NumPy array that can be read: ${why}.`, file });
  const { text, dataStart } = headerText(head, fail);
  const header = literal(text);
  if (typeof header !== 'object' || header === null) throw fail('its header is not a dictionary');
  const { descr, fortran_order: fortranOrder, shape } = header as Record<string, unknown>;
  const fields = fieldsOf(descr);
  if (descr === undefined) throw fail('its header lacks the element type');
  if (fields === undefined) throw fail(`its element type ${JSON.stringify(descr)} is not known`);
  if (typeof fortranOrder !== 'boolean' || !isShape(shape)) throw fail('its header lacks the order or the shape');
  return { descr: fields, fortranOrder, shape, dataStart };
}

function headerText(head: Uint8Array, fail: (why: string) => Error): { text: string; dataStart: number } {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== '\u0093NUMPY')
    throw fail('it does not begin as .npy files do');
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3) throw fail(`its format version ${version} is not known`);
  const start = version === 1 ? 10 : 12;
  const dataStart = start + (version === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
  if (dataStart > bytes.length) throw fail('its header is cut off or too long');
  return { text: bytes.toString(version === 3 ? 'utf8' : 'latin1', start, dataStart), dataStart };
}

const TOKEN = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\()|(\))|(True|False|None)|([[\]{},:]|-?\d+)|(\s+)|(.)/gs;
const WORDS = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
]);

/** The value of a Python literal of dicts, lists, tuples, strings, integers and booleans; undefined for anything else. */
function literal(source: string): unknown {
  let json = '';
  for (const [, single, double, open, close, word, sign, , other] of source.matchAll(TOKEN)) {
    if (other !== undefined) return undefined;
    const text = single ?? double;
    if (text !== undefined) json += JSON.stringify(text.replace(/\\(.)/g, '$1'));
    else if (open !== undefined) json += '[';
    else if (close !== undefined) json += ']';
    else json += word === undefined ? (sign ?? '') : (WORDS.get(word) ?? '');
  }
  try {
    return JSON.parse(json.replace(/,([\]}])/g, '$1'));
  } catch {
    return undefined;
  }
}

function fieldsOf(descr: unknown): string | NpyField[] | undefined {
  if (typeof descr === 'string') return descr;
  if (!Array.isArray(descr)) return undefined;
  const fields = descr.flatMap((field: unknown): NpyField[] => {
    if (!Array.isArray(field) || field.length !== 2) return [];
    const [name, inner] = field as unknown[];
    return typeof name === 'string' && typeof inner === 'string' ? [{ name, descr: inner }] : [];
  });
  return fields.length === descr.length && fields.length > 0 ? fields : undefined;
}

function isShape(shape: unknown): shape is number[] {
  return Array.isArray(shape) && shape.every((dim) => typeof dim === 'number' && Number.isSafeInteger(dim) && dim >= 0);
}
