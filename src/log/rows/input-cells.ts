import { DataType } from 'apache-arrow';
import { cellReader } from './input-reader';
import { detail, isPresent, type StoredBatch, type StoredColumn } from './stored';
import { flatValues } from './tensor';
import { tensorCells, type StoredCells } from './tensor-cells';
import { utf8Reader } from './utf8';

/** The cells of the first logged input of this name. */
export function inputCells(batch: StoredBatch, name: string): StoredCells | undefined {
  const column = batch.of('input').find((each) => detail(each, 'name') === name);
  if (!column) return undefined;
  const position = detail(column, 'position');
  const exact = batch.of('input-text').find((each) => detail(each, 'position') === position);
  const texts = (): ((index: number) => string) => cellReader(column, exact);
  if (column.details.has('dtype')) return { ...tensorCells(column), texts };
  return {
    values: () => valuesOf(column, exact),
    texts,
    isPresent: (index) => isPresent(column.data, index),
    isNumeric: !DataType.isUtf8(column.data.type),
  };
}

/** Numbers where they are all there is to a cell, else its text. */
function valuesOf(column: StoredColumn, exact: StoredColumn | undefined): ReturnType<StoredCells['values']> {
  const { data } = column;
  if (!DataType.isUtf8(data.type) && !(exact && hasLongInteger(exact))) return flatValues('float64', data);
  const text = cellReader(column, exact);
  return Array.from({ length: data.length }, (_, index) => text(index));
}

const LONG_INTEGER = /^[+-]?\d{16,}$/;

/** Whether a cell says more than its float64. */
function hasLongInteger({ data }: StoredColumn): boolean {
  const text = utf8Reader(data);
  return Array.from({ length: data.length }, (_, row) => row).some(
    (row) => isPresent(data, row) && LONG_INTEGER.test(text(row)),
  );
}
