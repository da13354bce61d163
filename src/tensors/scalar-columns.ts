import type { Issue } from '../contract/issue';
import type { Value } from '../data/table';
import type { InputPlan } from './binding-plan';
import { cellReader } from './cells';
import { allocate, isFeedDtype, store } from './elements';
import type { InputShape } from './input-shapes';
import { errorIssue, type PlanContext } from './plan-context';
import { isMissing, quote } from './table-cells';

/**
 * A scalar input that a column of its name feeds: the input takes one value a run, so the first rows must agree on it
 * (and every later row, which binding checks).
 */
export function scalarColumn(
  context: PlanContext,
  { name, signature }: InputShape,
): { readonly kind: 'plan'; readonly plan: InputPlan } | { readonly kind: 'error'; readonly error: Issue } | undefined {
  const index = context.places.get(name);
  if (index === undefined || !isFeedDtype(signature.dtype) || context.options.set?.[name] !== undefined)
    return undefined;
  const fail = (message: string): { readonly kind: 'error'; readonly error: Issue } => ({
    kind: 'error',
    error: errorIssue(context, 'scalar-input', `${message} Give one value with --set ${name}=VALUE.`, {
      input: name,
      column: name,
    }),
  });
  const values = new Map<string, Value>();
  for (const cell of context.cells(index)) values.set(quote(cell), cell);
  const [first] = values.values();
  if (values.size !== 1 || isMissing(first))
    return fail(
      `The input '${name}' takes one value for the whole run; the column '${name}' has ${values.size} different ones.`,
    );
  const read = cellReader(signature.dtype)(first, context.decimal);
  if (!read.ok)
    return fail(`${quote(first)} in column '${name}' ${read.fault.says}; the input '${name}' is ${signature.dtype}.`);
  const data = allocate(signature.dtype, 1);
  store(data, 0, read.value);
  const column = { index, name, width: 1, missing: { kind: 'error' }, takesNaN: false } as const;
  return {
    kind: 'plan',
    plan: { kind: 'scalar-column', name, value: { dtype: signature.dtype, dims: [], data }, column },
  };
}
