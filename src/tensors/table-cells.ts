import type { Batch, Column, Value } from '../data/table';
import { isMissingText } from '../data/missing';
import { elementAt } from './elements';

/**
 * A cell as the file has it: the text of a CSV, the value of a typed file, the element of a tensor of one value a row.
 * Undefined for a row of a wider tensor.
 */
export function cellAt(column: Column, index: number): Value {
  switch (column.kind) {
    case 'text':
    case 'value':
      return column.values[index];
    case 'number':
      return column.text(index);
    case 'tensor':
      return column.values.length === 0 || column.rowShape.some((dim) => dim !== 1)
        ? undefined
        : elementAt({ dtype: column.dtype, data: column.values }, index);
  }
}

/** Whether a cell holds nothing: null, an absent key, a NaN, or one of the markers of pandas' `read_csv`. */
export function isMissing(cell: Value): boolean {
  if (cell === undefined || cell === null) return true;
  return typeof cell === 'string' ? isMissingText(cell.trim()) : typeof cell === 'number' && Number.isNaN(cell);
}

/** Where a cell stands, for messages. */
export interface Place {
  readonly row: number;
  readonly line?: number;
}

export function placeAt(batch: Batch, index: number): Place {
  const line = batch.line(index);
  return { row: batch.start + index, ...(line === undefined ? {} : { line }) };
}

/** "row 17 (line 19)". */
export function describePlace({ row, line }: Place): string {
  return line === undefined ? `row ${row}` : `row ${row} (line ${line})`;
}

/** A cell in a message, shortened. */
export function quote(cell: Value): string {
  const text = typeof cell === 'string' ? cell : typeof cell === 'object' && cell !== null ? 'a list' : String(cell);
  return `'${text.length > 60 ? `${text.slice(0, 57)}...` : text}'`;
}
