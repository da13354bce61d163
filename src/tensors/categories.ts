import type { Beside } from '../contract/beside';
import type { Sidecar } from '../contract/sidecar';
import type { Value } from '../data/table';
import { ownEntry, type PlanContext } from './plan-context';
import { valueKey } from './class-match';

/** A column's categories in code order, by name: the sidecar's, else LightGBM's. `feature` is the model's name of the column. */
export function categoriesOf(
  { sidecar, beside }: { readonly sidecar?: Sidecar | undefined; readonly beside: Beside },
  column: string,
  feature: string | undefined,
): readonly string[] | undefined {
  return (
    ownEntry(sidecar?.categories, column) ??
    (feature === undefined ? undefined : ownEntry(sidecar?.categories, feature)) ??
    ownEntry(beside.lightgbm?.categories, feature ?? column) ??
    ownEntry(beside.lightgbm?.categories, column.replace(/\s/g, '_'))
  );
}

/** Codes of a column's categories by name. */
export function categoryCodes(
  context: PlanContext,
  column: string,
  feature: string | undefined,
): ReadonlyMap<string, number> | undefined {
  const values = categoriesOf(context, column, feature);
  return values && new Map(values.map((value, code) => [value, code]));
}

/** The code of a cell: as written, else as the same number or truth value; undefined for an unknown category. */
export function codeOf(codes: ReadonlyMap<string, number>, cell: Value): number | undefined {
  if (typeof cell === 'object' || cell === undefined) return undefined;
  const exact = codes.get(String(cell));
  if (exact !== undefined) return exact;
  const key = valueKey(cell);
  for (const [value, code] of codes) if (valueKey(value) === key) return code;
  return undefined;
}
