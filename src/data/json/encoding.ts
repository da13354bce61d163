import { dataError } from '../fail';

/** The error for a byte that the encoding does not have; `before` is the text of its line up to it. */
export function notInEncoding(byte: number, before: string, line: number, encoding: string, file: string): Error {
  const name = encoding === 'utf-8' ? 'UTF-8' : encoding;
  const at = line + (before.match(/\n/g)?.length ?? 0);
  const column = before.length - before.lastIndexOf('\n');
  const message = `${file} is not ${name}: the first byte that is not (0x${byte.toString(16).padStart(2, '0')}) is at line ${at}, column ${column}. Save it as UTF-8, or name its encoding, for example --encoding windows-1252.`;
  return dataError({ code: encoding === 'utf-8' ? 'not-utf-8' : 'not-in-encoding', message, file, line: at });
}
