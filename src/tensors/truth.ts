import type { Column } from '../data/table';
import { parseNumber } from './cells';
import type { TruthValue } from './class-match';
import { cellAt, isMissing } from './table-cells';

/** The true label or target of a row; undefined where the cell is missing. `decimal` is the mark of numbers in text cells. */
export function readTruth(column: Column, index: number, decimal: '.' | ',' = '.'): TruthValue {
  const cell = cellAt(column, index);
  if (isMissing(cell)) return undefined;
  if (typeof cell === 'bigint') return String(cell);
  if (typeof cell === 'string' && decimal === ',' && cell.includes(',')) return parseNumber(cell, decimal) ?? cell;
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : undefined;
}
