import type { TextPiece } from '../../contract/selected-rows';
import { LARGEST_SELECTION, touches, type Selected, type TextRange } from './selected-text';

/** A row of a CSV: one line, or several where a line break stands in quotes. */
type Row = TextPiece & TextRange;

/** The header and the whole rows that the ranges touch; a selection that ends at the beginning of a row leaves it out. */
export function selectedCsvRows(text: string, ranges: readonly TextRange[]): Selected {
  const [header, ...rows] = rowsOf(text);
  const touched = rows.filter((row) => ranges.some((range) => touches(range, row)));
  if (!header || touched.length === 0) return { kind: 'no-rows' };
  const pieces = [header, ...touched].map(({ line, text: row }) => ({ line, text: row }));
  const size = pieces.reduce((all, piece) => all + piece.text.length, 0);
  return size > LARGEST_SELECTION ? { kind: 'too-large' } : { kind: 'rows', rows: { format: 'csv', pieces } };
}

/** What a quote stands behind where it begins a cell; any other, such as that of 5" in a cell, is a sign like all. */
const BEFORE_CELL: ReadonlySet<string | undefined> = new Set([undefined, '\n', ',', ';', '\t', '|']);

/** All rows that are not blank; each with its line break, but for the last. */
function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let [line, start, begun] = [0, 0, 0];
  let [quoted, closed] = [false, -1];
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      // A quote right behind the one that closed a cell stands for one in it.
      const opens: boolean = !quoted && (BEFORE_CELL.has(text[at - 1]) || closed === at - 1);
      if (quoted) closed = at;
      quoted = opens;
    }
    if (sign !== '\n' && sign !== undefined) continue;
    if (!quoted || sign === undefined) {
      const row = text.slice(start, at);
      if (row.trim() !== '') rows.push({ line: begun, start, end: at, text: sign === undefined ? row : `${row}\n` });
      [start, begun] = [at + 1, line + 1];
    }
    line++;
  }
  return rows;
}
