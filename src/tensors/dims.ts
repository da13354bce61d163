import type { Issue } from '../contract/issue';
import type { InputPlan } from './binding-plan';
import { errorIssue, listNames, type PlanContext } from './plan-context';

/** Sizes given for dimensions that the model does not have. */
export function unknownDims(context: PlanContext): Issue[] {
  const known = new Set(
    context.analysis.inputs.flatMap(({ shape }) => (shape ?? []).filter((dim) => typeof dim === 'string')),
  );
  return Object.keys(context.options.dims ?? {})
    .filter((name) => !known.has(name))
    .map((name) =>
      errorIssue(
        context,
        'unknown-dim',
        `The model has no dimension '${name}'; those of its inputs are ${listNames([...known]) || 'all fixed or unnamed'}.`,
      ),
    );
}

/** Inputs whose columns give the same symbolic dimension different sizes. */
export function dimsDisagree(context: PlanContext, plans: readonly InputPlan[]): Issue[] {
  const sizes = new Map<string, { readonly size: number; readonly input: string }>();
  const issues: Issue[] = [];
  for (const plan of plans) {
    const rowDims = context.inputs.find(({ name }) => name === plan.name)?.rowDims ?? [];
    if (plan.kind !== 'columns') continue;
    for (const [axis, dim] of rowDims.entries()) {
      const size = plan.rowShape[axis];
      if (typeof dim !== 'string' || typeof size !== 'number') continue;
      const other = sizes.get(dim);
      if (!other) sizes.set(dim, { size, input: plan.name });
      else if (other.size !== size) {
        const message = `The inputs '${other.input}' and '${plan.name}' share the dimension '${dim}', but their columns give ${other.size} and ${size}.`;
        issues.push(errorIssue(context, 'dims-disagree', message, { input: plan.name }));
      }
    }
  }
  return issues;
}
