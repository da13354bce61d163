import { WorkbenchError } from '../../contract/issue';
import { firstInvalidUtf8, incompleteTail } from './utf8';
import type { ByteReader } from './reader';

/** Decoded text in order. `invalid`: after `text` comes a byte that the encoding does not have; nothing follows. */
export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'invalid'; readonly text: string; readonly byte: number };

export interface TextReader {
  /** The label of the encoding as `TextDecoder` names it. */
  readonly encoding: string;
  /** The next piece, undefined at the end. */
  next(): Promise<TextPiece | undefined>;
}

/** How the bytes of a text are to be read: the encoding, and how many bytes its byte order mark takes. */
export interface Encoding {
  readonly label: string;
  readonly markBytes: number;
}

/**
 * The encoding of a text by its first bytes: a byte order mark decides, then what was asked for, then UTF-8.
 * Throws WorkbenchError of kind `usage`, `unknown-encoding`, for a name that no decoder has.
 */
export function encodingOf(head: Uint8Array, asked: string | undefined): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { label: 'utf-8', markBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', markBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', markBytes: 2 };
  return { label: asked === undefined ? 'utf-8' : labelOf(asked), markBytes: 0 };
}

/** Decodes what `reader` gives, strictly: nothing is replaced. The byte order mark is left out. */
export function textReader(reader: ByteReader, encoding: Encoding): TextReader {
  const decode = encoding.label === 'utf-8' ? utf8Decoder() : otherDecoder(encoding.label);
  let markLeft = encoding.markBytes;
  let ended = false;
  return {
    encoding: encoding.label,
    next: async () => {
      if (ended) return undefined;
      const chunk = await reader.next();
      const bytes = (chunk ?? new Uint8Array(0)).subarray(markLeft);
      markLeft = Math.max(0, markLeft - (chunk?.length ?? 0));
      const piece = decode(bytes, chunk === undefined);
      ended = chunk === undefined || piece.kind === 'invalid';
      return chunk === undefined && piece.kind === 'text' && piece.text === '' ? undefined : piece;
    },
  };
}

/** A text that is there already, as one piece. */
export function textOf(text: string): TextReader {
  let left: string | undefined = text;
  return {
    encoding: 'utf-8',
    next: () => {
      const taken = left;
      left = undefined;
      return Promise.resolve(taken === undefined ? undefined : { kind: 'text' as const, text: taken });
    },
  };
}

/** Decodes the first bytes of a text leniently, for a look at it: broken and cut-off characters become U+FFFD. */
export function glance(head: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding.label, { ignoreBOM: true }).decode(head.subarray(encoding.markBytes));
}

function labelOf(asked: string): string {
  const name = asked.trim().toLowerCase();
  try {
    return new TextDecoder(ALIASES.get(name) ?? name).encoding;
  } catch {
    throw new WorkbenchError('usage', {
      code: 'unknown-encoding',
      message: `'${asked}' is not an encoding that can be read. Usual ones are utf-8, windows-1252 (latin-1), iso-8859-15, utf-16le, shift_jis and gb18030.`,
    });
  }
}

/** Names that Python and Excel users write and `TextDecoder` does not know. */
const ALIASES = new Map([
  ['latin-1', 'windows-1252'],
  ['latin_1', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['ansi', 'windows-1252'],
  ['utf_8', 'utf-8'],
  ['utf-8-sig', 'utf-8'],
  ['utf_8_sig', 'utf-8'],
  ['cp932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
]);

type Decode = (bytes: Uint8Array, last: boolean) => TextPiece;

function utf8Decoder(): Decode {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let carried = new Uint8Array(0);
  return (bytes, last) => {
    const whole = carried.length === 0 ? bytes : Buffer.concat([carried, bytes]);
    const tail = last ? 0 : incompleteTail(whole);
    const complete = whole.subarray(0, whole.length - tail);
    carried = whole.slice(whole.length - tail);
    try {
      return { kind: 'text', text: decoder.decode(complete) };
    } catch {
      const at = firstInvalidUtf8(complete);
      return { kind: 'invalid', text: decoder.decode(complete.subarray(0, at)), byte: complete[at] ?? 0 };
    }
  };
}

function otherDecoder(label: string): Decode {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  return (bytes, last) => {
    try {
      return { kind: 'text', text: decoder.decode(bytes, { stream: !last }) };
    } catch {
      return { kind: 'invalid', text: '', byte: bytes[0] ?? 0 };
    }
  };
}
