import type { Column, Value } from '../data/table';
import { elementAt } from './elements';
import { cellAt } from './table-cells';

/** A cell with all of its values: nested lists for a row of a wider tensor. */
export function rowValue(column: Column | undefined, index: number): Value {
  if (!column) return undefined;
  if (column.kind !== 'tensor') return cellAt(column, index);
  const { dtype, values: data, rowShape } = column;
  const build = (axis: number, start: number): Value => {
    const length = rowShape[axis];
    if (length === undefined) return elementAt({ dtype, data }, start);
    const step = rowShape.slice(axis + 1).reduce((all, size) => all * size, 1);
    return Array.from({ length }, (_, position) => build(axis + 1, start + position * step));
  };
  return build(0, index * rowShape.reduce((all, size) => all * size, 1));
}
