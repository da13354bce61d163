import type { SelectedRows } from '../../contract/selected-rows';

/** Characters of an editor's text, `end` excluded. A cursor is a range without characters. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Whether a selection takes a line or row along: one that ends at the beginning of it does not, a cursor there does. */
export function touches({ start, end }: TextRange, row: TextRange): boolean {
  return start === end ? start >= row.start && start <= row.end : start <= row.end && end > row.start;
}

/** Why nothing can be run. */
export type NothingSelected = 'no-rows' | 'no-json' | 'too-large';

export type Selected = { readonly kind: 'rows'; readonly rows: SelectedRows } | { readonly kind: NothingSelected };

/** A selection is looked at by a person; a file is for more. In characters. */
export const LARGEST_SELECTION = 1 << 20;

/**
 * The pieces as one text in which each stands on its own line of the file: lines between them are empty, which readers
 * of CSV and JSON pass over, so that what is said of a line holds for the file.
 */
export function placedText({ pieces }: SelectedRows): string {
  let text = '';
  let line = 0;
  for (const piece of pieces) {
    text += '\n'.repeat(piece.line - line) + piece.text;
    line = piece.line + linesIn(piece.text);
  }
  return text;
}

/** The first and the last line of the rows, from 1. */
export function linesOf({ pieces, format }: SelectedRows): { readonly first: number; readonly last: number } {
  const rows = format === 'csv' ? pieces.slice(1) : pieces;
  const [first] = rows;
  const last = rows.at(-1);
  return { first: (first?.line ?? 0) + 1, last: (last ? last.line + linesIn(last.text.trimEnd()) : 0) + 1 };
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
