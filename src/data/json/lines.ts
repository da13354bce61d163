import { notInEncoding } from './encoding';
import { parseJson } from './parse';
import { rowTable } from './row-table';
import { dataError } from '../fail';
import type { TextReader } from '../bytes/text';
import type { ByteReader } from '../bytes/reader';
import type { TableSource } from '../table';
import type { JsonRow, JsonRows } from './row-table';

const LONGEST_LINE = 256 << 20;

/** JSON Lines: a record or a list of values per line; blank lines are left out. A line that is not JSON is an error. */
export function openJsonLines(reader: ByteReader, text: TextReader, file: string): Promise<TableSource> {
  return rowTable(lineRows(reader, text, file), { file, format: 'jsonl', shape: 'lines' });
}

function lineRows(reader: ByteReader, text: TextReader, file: string): JsonRows {
  /** The pieces of a line that has not ended: joined once, however many there are. */
  let pending: string[] = [];
  let length = 0;
  let line = 1;
  let row = 0;
  let ended = false;

  const rowsOf = (complete: string): JsonRow[] => {
    const rows: JsonRow[] = [];
    for (const source of complete.split('\n')) {
      if (source.trim() !== '') rows.push({ value: parseJson(source, { file, line, row: row++ }), line });
      line += 1;
    }
    line -= 1;
    return rows;
  };

  /** The rows that end before `end` of the added text. */
  const take = (added: string, end: number): readonly JsonRow[] => {
    const complete = ended || end > 0;
    const rows = complete ? rowsOf(pending.join('') + added.slice(0, end)) : [];
    if (complete) [pending, length] = [[], 0];
    pending.push(added.slice(end));
    length += added.length - end;
    return rows;
  };

  return {
    next: async () => {
      while (!ended) {
        const piece = await text.next();
        ended = piece === undefined;
        const added = piece?.text ?? '';
        const rows = take(added, ended ? added.length : added.lastIndexOf('\n') + 1);
        if (piece?.kind === 'invalid') throw notInEncoding(piece.byte, pending.join(''), line, text.encoding, file);
        if (length > LONGEST_LINE)
          throw dataError({
            code: 'row-too-long',
            message: `Line ${line} of ${file} has more than 256 million characters.`,
            file,
            line,
          });
        if (rows.length > 0) return rows;
      }
      return undefined;
    },
    close: () => reader.close(),
  };
}
