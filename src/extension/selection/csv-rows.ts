import type { TextPiece } from '../../contract/results-page';
import { LARGEST_SELECTION, type Selected, type TextRange } from './selected-text';

/** A row of a CSV: one line, or several where a line break stands in quotes. */
interface Row extends TextPiece {
  readonly start: number;
  readonly end: number;
}

/** The header and the whole rows that the ranges touch; a selection that ends at the beginning of a row leaves it out. */
export function selectedCsvRows(text: string, ranges: readonly TextRange[]): Selected {
  const [header, ...rows] = rowsOf(text);
  const touched = rows.filter((row) => ranges.some((range) => touches(range, row)));
  if (!header || touched.length === 0) return { kind: 'no-rows' };
  const pieces = [header, ...touched].map(({ line, text: row }) => ({ line, text: row }));
  const size = pieces.reduce((all, piece) => all + piece.text.length, 0);
  return size > LARGEST_SELECTION ? { kind: 'too-large' } : { kind: 'rows', rows: { format: 'csv', pieces } };
}

function touches({ start, end }: TextRange, row: Row): boolean {
  return start === end ? start >= row.start && start <= row.end : start <= row.end && end > row.start;
}

/** All rows that are not blank; each with its line break, but for the last. */
function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let [line, start, begun] = [0, 0, 0];
  let quotes = 0;
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at];
    if (sign === '"') quotes++;
    if (sign !== '\n' && sign !== undefined) continue;
    if (quotes % 2 === 0 || sign === undefined) {
      const row = text.slice(start, at);
      if (row.trim() !== '') rows.push({ line: begun, start, end: at, text: sign === undefined ? row : `${row}\n` });
      [start, begun, quotes] = [at + 1, line + 1, 0];
    }
    line++;
  }
  return rows;
}
