import type { ClassLabel } from '../contract/model';
import type { OutputColumn } from '../contract/predicted';
import { valueKey, type ClassNaming } from './class-match';
import { elementAt } from './elements';

/** Reads the label of a row: its class name where known, else the model's own value; and its class index, -1 for none. */
export function labelReader(
  column: OutputColumn,
  naming: ClassNaming | undefined,
  classes: readonly ClassLabel[] | undefined,
): (row: number) => { readonly label: ClassLabel | boolean; readonly index: number } {
  const labels = naming?.labels ?? classes ?? [];
  const indexes = new Map(labels.map((label, index) => [valueKey(label), index]));
  const exact = new Map(labels.map((label, index) => [label, index]));
  return (row) => {
    const value = plainValue(elementAt(column, row));
    const index = (typeof value === 'boolean' ? undefined : exact.get(value)) ?? indexes.get(valueKey(value)) ?? -1;
    return { label: naming?.names?.[index] ?? value, index };
  };
}

/** A label as JSON can hold it: integers beyond 2^53 are text. */
function plainValue(value: number | bigint | string | boolean): ClassLabel | boolean {
  if (typeof value !== 'bigint') return value;
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : String(value);
}
