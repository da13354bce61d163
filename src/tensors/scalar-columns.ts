import type { Issue } from '../contract/issue';
import type { TensorValue } from '../contract/tensor';
import type { Value } from '../data/table';
import type { InputPlan } from './binding-plan';
import { cellReader } from './cells';
import { allocate, isFeedDtype, store } from './elements';
import type { InputShape } from './input-shapes';
import { errorIssue, ownEntry, type PlanContext } from './plan-context';
import { isMissing, quote } from './table-cells';

export type ScalarColumn =
  { readonly kind: 'plan'; readonly plan: InputPlan } | { readonly kind: 'error'; readonly error: Issue };

/**
 * A scalar input that a column feeds, the one that flag or sidecar name or the one of its own name: the input takes one
 * value a run, so the first rows must agree on it (and every later row, which binding checks).
 */
export function scalarColumn(context: PlanContext, input: InputShape): ScalarColumn | undefined {
  const { name, signature } = input;
  const flagged = ownEntry(context.options.columns, name) ?? ownEntry(context.sidecar?.inputs, name)?.columns;
  const column = flagged?.[0] ?? name;
  const index = context.places.get(column);
  if (index === undefined || !isFeedDtype(signature.dtype)) return undefined;
  const value = commonValue(context, input, index, column);
  if (typeof value === 'string') {
    const message = `${value} Give one value with --set ${name}=VALUE.`;
    return { kind: 'error', error: errorIssue(context, 'scalar-input', message, { input: name, column }) };
  }
  const feeding = { index, name: column, width: 1, missing: { kind: 'error' }, takesNaN: false } as const;
  return { kind: 'plan', plan: { kind: 'scalar-column', name, value, column: feeding } };
}

/** The value that all rows of the sample have, or why there is none. */
function commonValue(
  context: PlanContext,
  { name, signature }: InputShape,
  index: number,
  column: string,
): TensorValue | string {
  const { dtype } = signature;
  const values = new Map<string, Value>();
  for (const cell of context.cells(index)) values.set(quote(cell), cell);
  const [first] = values.values();
  if (values.size !== 1 || isMissing(first)) {
    return `The input '${name}' takes one value for the whole run; the column '${column}' has ${values.size} different ones.`;
  }
  const read = cellReader(dtype)(first, context.decimal);
  if (!read.ok) return `${quote(first)} in column '${column}' ${read.fault.says}; the input '${name}' is ${dtype}.`;
  const data = allocate(dtype, 1);
  store(data, 0, read.value);
  return { dtype, dims: [], data };
}
