import { dataError, placeOf } from '../fail';
import { splitRows } from './split';
import type { Issue, WorkbenchError } from '../../contract/issue';
import type { TextPiece, TextReader } from '../bytes/text';
import type { Dialect } from './dialect';
import type { QuoteTrouble } from './split';

/** A row of a CSV file that is not blank. */
export interface CsvRow {
  readonly fields: readonly string[];
  /** 1-based line on which the row begins. */
  readonly line: number;
  /** Where the row, its line end included, ends in the text that was read. */
  readonly end: number;
  /** Number of the field whose quotes are malformed, where one is. */
  readonly malformed?: number;
}

export interface CsvRowReader {
  /** The next rows, undefined at the end. Throws WorkbenchError of kind `data` where the text cannot be read on. */
  next(): Promise<readonly CsvRow[] | undefined>;
}

/** Where a text begins in its file, and how to speak of it. */
export interface CsvPlace {
  readonly file: string;
  /** Number of the first row; -1 where that is the header. */
  readonly row: number;
  readonly line: number;
  /** Column names, empty where the header is still to come. */
  readonly columns: readonly string[];
}

/** A row or field of more characters than this is an error: most often a quote that is never closed. */
const LONGEST_ROW = 16 << 20;

/** Splits text into rows with papaparse; counts rows and lines, which papaparse does not. Blank lines are left out. */
export function csvRowReader(text: TextReader, dialect: Dialect, place: CsvPlace): CsvRowReader {
  let pending = '';
  let { row, line, columns } = place;
  let taken = 0;
  let ended = false;
  /** After a look that found no whole row, the next one waits for twice the text: a long row is not split again and again. */
  let enough = 0;

  const take = (last: boolean): CsvRow[] => {
    const rows: CsvRow[] = [];
    const split = splitRows(pending, dialect, last);
    for (const { fields, end, lines, blank, trouble } of split) {
      if (trouble?.fatal === true) throw quoteError(trouble, { file: place.file, row, line, columns });
      if (!blank) {
        const at = { fields, line, end: taken + end };
        rows.push(trouble === undefined ? at : { ...at, malformed: trouble.field });
        if (row < 0) columns = fields;
        row += 1;
      }
      line += lines;
    }
    const end = split.at(-1)?.end ?? 0;
    taken += end;
    pending = pending.slice(end);
    return rows;
  };

  return {
    next: async () => {
      while (!ended) {
        const piece = await text.next();
        ended = piece === undefined;
        if (piece !== undefined) pending += piece.text;
        if (!ended && piece?.kind === 'text' && pending.length < enough) continue;
        const rows = take(ended);
        enough = rows.length > 0 ? 0 : 2 * pending.length;
        if (piece?.kind === 'invalid')
          throw notInEncoding(piece, pending, text.encoding, dialect, { file: place.file, row, line, columns });
        if (pending.length > LONGEST_ROW) throw rowTooLong(pending, dialect, { file: place.file, row, line, columns });
        if (rows.length > 0) return rows;
      }
      return undefined;
    },
  };
}

function whereIs(place: CsvPlace): string {
  return place.row < 0 ? `the header (line ${place.line})` : placeOf(place.row, place.line);
}

function issueAt(place: CsvPlace, field: number, code: string, message: string): Omit<Issue, 'severity'> {
  const column = place.columns[field];
  return {
    code,
    message,
    file: place.file,
    line: place.line,
    ...(place.row < 0 ? {} : { row: place.row }),
    ...(column === undefined ? {} : { column }),
  };
}

function columnText(place: CsvPlace, field: number): string {
  const column = place.columns[field];
  return column === undefined || column === '' ? `field ${field + 1}` : `column '${column}'`;
}

function quoteError(trouble: QuoteTrouble, at: CsvPlace): WorkbenchError {
  const place = { ...at, line: at.line + trouble.linesBefore };
  const field = `${whereIs(place)}, ${columnText(at, trouble.field)}, of ${at.file}`;
  const unclosed = `A quote opened in ${field} is never closed: close it, or double it where it is part of the text.`;
  const message = trouble.kind === 'unclosed' ? unclosed : malformedQuote(field);
  return dataError(issueAt(place, trouble.field, `${trouble.kind}-quote`, message));
}

/** What to say of a field in which text follows the closing quote. */
export function malformedQuote(field: string): string {
  return `In ${field} text follows a closing quote: write a quote that is part of the text twice.`;
}

function rowTooLong(pending: string, dialect: Dialect, at: CsvPlace): WorkbenchError {
  const [row] = splitRows(pending, dialect, true);
  if (row?.trouble?.fatal === true) return quoteError(row.trouble, at);
  const message = `${capital(whereIs(at))} of ${at.file} has more than 16 million characters: is it a CSV file?`;
  return dataError(issueAt(at, 0, 'row-too-long', message));
}

function notInEncoding(
  piece: TextPiece & { kind: 'invalid' },
  rest: string,
  encoding: string,
  dialect: Dialect,
  at: CsvPlace,
): WorkbenchError {
  const broken = splitRows(rest, dialect, true).at(-1);
  const field = Math.max(0, (broken?.fields.length ?? 1) - 1);
  const byte = `0x${piece.byte.toString(16).padStart(2, '0')}`;
  const place = { ...at, line: at.line + (broken?.lines ?? 0) };
  const name = encoding === 'utf-8' ? 'UTF-8' : encoding;
  const message = `${at.file} is not ${name}: the first byte that is not (${byte}) is in ${whereIs(place)}, ${columnText(at, field)}. Save it as UTF-8, or name its encoding, for example --encoding windows-1252.`;
  return dataError(issueAt(place, field, encoding === 'utf-8' ? 'not-utf-8' : 'not-in-encoding', message));
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
