import { endRow, segmentFinder, type Growing, type RowKind, type Scanned } from './byte-batches';
import { latin1, readCell, type CellCursor } from './decimal';
import { isShortestText } from './shortest';
import type { Column } from '../table';

type Numbers = readonly Float64Array[];

/** Rows of plain numbers: no quotes, missing markers allowed. */
export const NUMERIC_ROWS: RowKind<Numbers> = {
  room: (width, rows, before) =>
    Array.from({ length: width }, (_, column) => {
      const values = new Float64Array(rows);
      if (before?.[column]) values.set(before[column]);
      return values;
    }),
  scanRow,
  finished: columnsOf,
};

function scanRow(bytes: Uint8Array, batch: Growing<Numbers>, cursor: CellCursor): Scanned {
  const { columns, cells, rows, width, layout } = batch;
  const firstCell = rows * (width + 1);
  for (let column = 0; column < width; column += 1) {
    cells[firstCell + column] = cursor.at;
    const value = readCell(bytes, cursor, layout);
    const values = columns[column];
    if (!cursor.readable || values === undefined) return 'odd';
    values[rows] = value;
    if (column === width - 1) break;
    if (bytes[cursor.at] !== layout.delimiter) return 'odd';
    cursor.at += 1;
  }
  return endRow(bytes, batch, cursor) ? 'read' : 'odd';
}

function columnsOf(batch: Growing<Numbers>): readonly Column[] {
  const { cells, rows, width } = batch;
  const bytesOf = segmentFinder(batch);
  return batch.columns.map((all, column): Column => {
    const values = all.subarray(0, rows);
    const startOf = (row: number): number => cells[row * (width + 1) + column] ?? 0;
    const endOf = (row: number): number => (cells[row * (width + 1) + column + 1] ?? 1) - 1;
    return {
      kind: 'number',
      values,
      text: (row) => (row < rows ? latin1(bytesOf(row), startOf(row), endOf(row)) : ''),
      isShortest: (row) => isShortestText(bytesOf(row), startOf(row), endOf(row), values[row] ?? NaN),
    };
  });
}
