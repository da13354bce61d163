import Papa from 'papaparse';
import type { Dialect } from './dialect';

/** A row as it lies in the text. */
export interface RawRow {
  readonly fields: string[];
  /** Where the row, its line end included, ends in the input. */
  readonly end: number;
  /** How many line ends the row has, its own included. */
  readonly lines: number;
  /** Nothing but white space. */
  readonly blank: boolean;
  readonly trouble?: QuoteTrouble;
}

/** A quoted field that does not end as it should. */
export interface QuoteTrouble {
  /** `malformed`: text follows a closing quote; `unclosed`: none closes. */
  readonly kind: 'malformed' | 'unclosed';
  /** Whether the rest of the text was taken for the field, so that nothing behind it can be read. */
  readonly fatal: boolean;
  readonly field: number;
  /** Lines between the start of the row and the opening quote. */
  readonly linesBefore: number;
}

/** Splits `input` into its complete rows, and with `last` takes what is left for a row too. */
export function splitRows(input: string, dialect: Dialect, last: boolean): readonly RawRow[] {
  return input.includes('"') ? quotedRows(input, dialect, last) : plainRows(input, dialect, last);
}

/** Without quotes every line is a row. */
function plainRows(input: string, { delimiter, newline }: Dialect, last: boolean): RawRow[] {
  const result = new Papa.Parser({ delimiter, newline }).parse(input, 0, !last) as Papa.ParseResult<string[]>;
  let end = 0;
  return result.data.map((fields) => {
    for (const field of fields) end += field.length + 1;
    const final = fields[fields.length - 1] ?? '';
    if (final.endsWith('\r')) fields[fields.length - 1] = final.slice(0, -1);
    return {
      fields,
      end: Math.min(end, input.length),
      lines: end > input.length ? 0 : 1,
      blank: fields.length === 1 && final.trim() === '',
    };
  });
}

function quotedRows(input: string, dialect: Dialect, last: boolean): RawRow[] {
  const { delimiter, newline } = dialect;
  const rows: RawRow[] = [];
  let start = 0;
  const step = ({ data, errors, meta }: Papa.ParseStepResult<string[]>): void => {
    const fields = (data as unknown as string[][])[0] ?? [];
    const text = input.slice(start, meta.cursor);
    const blank = fields.length === 1 && text.trim() === '';
    const row = { fields: withoutReturn(fields, text), end: meta.cursor, lines: linesOf(text, newline), blank };
    rows.push(errors.length === 0 ? row : { ...row, trouble: quoteTrouble(errors, text, start, dialect) });
    start = meta.cursor;
  };
  new Papa.Parser({ delimiter, newline, step }).parse(input, 0, !last);
  return rows;
}

/** papaparse tells only where the content of the first bad field begins, counted from the start of the input. */
function quoteTrouble(errors: readonly Papa.ParseError[], text: string, start: number, dialect: Dialect): QuoteTrouble {
  const [first] = errors;
  const before = text.slice(0, (first?.index ?? start + 1) - 1 - start);
  return {
    kind: first?.code === 'MissingQuotes' ? 'unclosed' : 'malformed',
    fatal: errors.some((error) => error.code === 'MissingQuotes'),
    field: (splitRows(before, dialect, true)[0]?.fields.length ?? 1) - 1,
    linesBefore: linesOf(before, dialect.newline),
  };
}

/** The last field without the carriage return of its line end; a quoted one keeps its own. */
function withoutReturn(fields: string[], text: string): string[] {
  const field = fields[fields.length - 1] ?? '';
  if (field.endsWith('\r') && (text.endsWith(`${field}\n`) || text.endsWith(field)))
    fields[fields.length - 1] = field.slice(0, -1);
  return fields;
}

function linesOf(text: string, newline: string): number {
  let lines = 0;
  for (let at = text.indexOf(newline); at !== -1; at = text.indexOf(newline, at + 1)) lines += 1;
  return lines;
}
