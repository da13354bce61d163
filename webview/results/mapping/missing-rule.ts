import type { Dtype } from '../../../src/contract/dtype';
import type { MissingRule } from '../../../src/contract/sidecar';
import type { InputState, MappingState } from './mapping-state';

/** What is fed for an empty cell. `empty`: empty text. */
export type CellRule =
  { readonly kind: 'nan' | 'error' | 'empty' } | { readonly kind: 'value'; readonly value: MissingRule };

const FLOATS: readonly Dtype[] = ['float16', 'float32', 'float64'];

/** What is fed for the empty cells of the column at a place: as chosen, as the settings say, else NaN where the model takes it. */
export function ruleFor(
  { missing, mapping }: MappingState,
  { input }: InputState,
  column: string,
  at: number,
): CellRule {
  const rule = own(missing, column) ?? own(mapping.missing, column) ?? own(mapping.missing, '*');
  if (rule !== undefined) return cellRule(rule, input.dtype);
  if (input.dtype === 'string') return { kind: 'empty' };
  const takesNaN = typeof input.takesNaN === 'boolean' ? input.takesNaN : (input.takesNaN[at] ?? false);
  return { kind: takesNaN && FLOATS.includes(input.dtype) ? 'nan' : 'error' };
}

function cellRule(rule: MissingRule, dtype: Dtype): CellRule {
  if (rule === 'error') return { kind: 'error' };
  if (rule === 'nan') return { kind: FLOATS.includes(dtype) ? 'nan' : 'error' };
  return rule === '' && dtype === 'string' ? { kind: 'empty' } : { kind: 'value', value: rule };
}

/** The kinds of rule that make sense for an input. */
export function ruleKinds(dtype: Dtype): readonly CellRule['kind'][] {
  if (dtype === 'string') return ['empty', 'error', 'value'];
  return FLOATS.includes(dtype) ? ['nan', 'error', 'value'] : ['error', 'value'];
}

/** A rule of a kind, as the settings write it; for a value the one to begin with. */
export function ruleOfKind(kind: CellRule['kind'], dtype: Dtype): MissingRule {
  if (kind === 'value') return dtype === 'string' ? 'unknown' : 0;
  return kind === 'empty' ? '' : kind;
}

function own(rules: Readonly<Record<string, MissingRule>>, key: string): MissingRule | undefined {
  return Object.hasOwn(rules, key) ? rules[key] : undefined;
}
