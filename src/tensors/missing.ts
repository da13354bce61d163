import type { Dtype } from '../contract/dtype';
import type { MissingRule, Sidecar } from '../contract/sidecar';
import type { MissingAction } from './binding-plan';
import { cellReader } from './cells';
import { ownEntry } from './plan-context';

export interface MissingQuestion {
  /** `--missing`. */
  readonly flag?: string;
  readonly sidecar?: Sidecar;
  readonly column: string;
  readonly dtype: Dtype;
  /** Whether NaN may be fed for every element that the column gives. */
  readonly takesNaN: boolean;
  readonly codes?: ReadonlyMap<string, number>;
}

/** What to feed for a missing cell: the flag, the column's rule, the rule for all, else what the model itself can take. */
export function missingAction(question: MissingQuestion): MissingAction {
  const { flag, sidecar, column, dtype, takesNaN } = question;
  const rule = flag ?? ownEntry(sidecar?.missing, column) ?? ownEntry(sidecar?.missing, '*');
  if (rule !== undefined) return ruledAction(rule, question);
  if (dtype === 'string') return { kind: 'empty-text' };
  return takesNaN && isFloat(dtype) ? { kind: 'nan' } : { kind: 'error' };
}

function ruledAction(rule: MissingRule, { dtype, codes }: MissingQuestion): MissingAction {
  if (rule === 'error') return { kind: 'error' };
  if (rule === 'nan') return isFloat(dtype) ? { kind: 'nan' } : { kind: 'error' };
  const read = cellReader(dtype)(codes?.get(String(rule)) ?? rule, '.');
  return read.ok ? { kind: 'value', value: read.value } : { kind: 'error' };
}

export function isFloat(dtype: Dtype): boolean {
  return dtype === 'float32' || dtype === 'float64' || dtype === 'float16';
}
