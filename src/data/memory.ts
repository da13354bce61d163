import type { Batch, Column, TableHead, TableSource } from './table';

/** A table whose columns are in memory, each of `rows` values. */
export function memoryTable(head: TableHead, columns: readonly Column[], rows: number): TableSource {
  return {
    head: { ...head, rows },
    batches: (batchRows) => slices(columns, rows, batchRows),
    close: () => Promise.resolve(),
  };
}

async function* slices(columns: readonly Column[], rows: number, batchRows: number): AsyncGenerator<Batch> {
  for (let start = 0; start < rows; start += batchRows) {
    const end = Math.min(rows, start + batchRows);
    yield {
      start,
      rows: end - start,
      columns: columns.map((column) => sliceColumn(column, start, end)),
      line: () => undefined,
      issues: [],
    };
  }
}

/** Rows `start` to `end` of a column, without a copy where it is a typed array. */
function sliceColumn(column: Column, start: number, end: number): Column {
  switch (column.kind) {
    case 'text':
      return { kind: 'text', values: column.values.slice(start, end) };
    case 'value':
      return { kind: 'value', values: column.values.slice(start, end) };
    case 'number':
      return sliceNumbers(column, start, end);
    case 'tensor': {
      const size = column.rowShape.reduce((product, dim) => product * dim, 1);
      const { values } = column;
      const part = Array.isArray(values)
        ? values.slice(start * size, end * size)
        : values.subarray(start * size, end * size);
      return { ...column, values: part };
    }
  }
}

function sliceNumbers(column: Extract<Column, { kind: 'number' }>, start: number, end: number): Column {
  const { values, text, isShortest } = column;
  return {
    kind: 'number',
    values: values.subarray(start, end),
    text: (row) => text(start + row),
    ...(isShortest && { isShortest: (row) => isShortest(start + row) }),
  };
}
