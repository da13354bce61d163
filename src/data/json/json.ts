import { encodingOf, textOf, textReader } from '../bytes/text';
import { dataError } from '../fail';
import { notInEncoding } from './encoding';
import { openJsonLines } from './lines';
import { parseJson } from './parse';
import { tableOfJson } from './shapes';
import { openJsonStream } from './stream';
import { WorkbenchError } from '../../contract/issue';
import type { ByteReader } from '../bytes/reader';
import type { TextReader } from '../bytes/text';
import type { ReadOptions, TableSource } from '../table';

/** Up to so many bytes a file is parsed at once; a longer list is read element by element. */
const AT_ONCE_BYTES = 8 << 20;
/** Request objects (tensors, columns) have to be parsed at once: JavaScript's strings end near 512 million characters. */
const LARGEST_OBJECT = 384 << 20;

/**
 * Opens a JSON file: records, rows, columns, one record, or a request of a serving protocol.
 * Throws WorkbenchError of kind `data` with the line of what cannot be read, or naming both of two shapes at once.
 */
export async function openJson(reader: ByteReader, file: string, options: ReadOptions): Promise<TableSource> {
  const head = await reader.peek(AT_ONCE_BYTES + 1);
  const encoding = encodingOf(head, options.encoding);
  const text = textReader(reader, encoding);
  const large = head.length > AT_ONCE_BYTES;
  if (large && firstSign(head) === '[') return openJsonStream(reader, text, 'records', file);
  if (large && hasLines(head)) return openJsonLines(reader, text, file);
  const whole = await wholeText(text, file);
  await reader.close();
  try {
    return await tableOfJson(parseJson(whole, { file, line: 1 }), file);
  } catch (error) {
    if (
      error instanceof WorkbenchError &&
      error.issues[0]?.code === 'bad-json' &&
      hasLines(Buffer.from(whole.slice(0, AT_ONCE_BYTES)))
    ) {
      return openJsonLines(reader, textOf(whole), file);
    }
    throw error;
  }
}

/** Opens JSON Lines, whatever the file's name. */
export async function openLines(reader: ByteReader, file: string, options: ReadOptions): Promise<TableSource> {
  const encoding = encodingOf(await reader.peek(4), options.encoding);
  return openJsonLines(reader, textReader(reader, encoding), file);
}

function firstSign(head: Uint8Array): string {
  return String.fromCharCode(head.find((byte) => byte === 0x5b || byte === 0x7b) ?? 0);
}

/** Whether the first two lines that are not blank are a JSON value each. */
function hasLines(head: Uint8Array): boolean {
  const lines = Buffer.from(head.subarray(0, 1 << 20))
    .toString()
    .replace('\uFEFF', '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.slice(0, 2).every((line) => isJson(line));
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

async function wholeText(text: TextReader, file: string): Promise<string> {
  let whole = '';
  for (let piece = await text.next(); piece !== undefined; piece = await text.next()) {
    whole += piece.text;
    if (piece.kind === 'invalid') throw notInEncoding(piece.byte, whole, 1, text.encoding, file);
    if (whole.length > LARGEST_OBJECT) throw tooLarge(file);
  }
  if (whole.trim() === '') throw dataError({ code: 'empty-file', message: `${file} is empty: it has no rows.`, file });
  return whole;
}

function tooLarge(file: string): Error {
  const message = `${file} is one JSON object of more than 384 million characters: write a list of records [{...}, ...] or a record per line (.jsonl), which are read piece by piece.`;
  return dataError({ code: 'too-large', message, file });
}
