import type { Issue } from '../contract/issue';
import type { ColumnPlan, InputPlan } from './binding-plan';
import { categoryCodes } from './categories';
import type { ColumnFacts } from './column-facts';
import { isFeedDtype } from './elements';
import type { InputShape } from './input-shapes';
import { isFloat, missingAction } from './missing';
import { fitShape } from './nested';
import { errorIssue, listNames, type PlanContext } from './plan-context';
import type { Chosen } from './plan-types';
import { describePlace, quote } from './table-cells';

/** The plan of an input that columns feed, or why they cannot. */
export function planColumns(context: PlanContext, input: InputShape, chosen: Chosen): InputPlan | Issue {
  const { name, signature } = input;
  const fail = (code: string, message: string, where: Partial<Issue> = {}): Issue =>
    errorIssue(context, code, message, { input: name, ...where });
  if (!isFeedDtype(signature.dtype)) {
    return fail(
      'unsupported-dtype',
      `The input '${name}' is ${signature.dtype}, which ONNX Runtime takes from nobody: wrap it with Cast in the model.`,
    );
  }
  const facts = chosen.columns.map((index) => context.facts(index));
  const total = facts.reduce((all, { width }) => all + width, 0);
  const own = facts.length === 1 && facts[0]?.nested === true;
  const rowShape = own ? ownRowShape(input, facts[0]) : flatRowShape(input, total);
  if (typeof rowShape === 'string') return fail('column-count', rowShape);
  const columns = columnPlans(context, input, chosen, own);
  const text = signature.dtype === 'string' || signature.dtype === 'bool' ? undefined : textColumn(context, columns);
  if (text) return fail(text.code, text.message, text.where);
  return { kind: 'columns', name, dtype: signature.dtype, rowShape, freeNames: freeNames(input, rowShape), columns };
}

function columnPlans(
  context: PlanContext,
  { signature }: InputShape,
  chosen: Chosen,
  own: boolean,
): readonly ColumnPlan[] {
  const { options, sidecar, head } = context;
  let offset = 0;
  return chosen.columns.map((index, order) => {
    const feature = chosen.features?.[order];
    const name = (head.named ? head.columns[index] : feature) ?? `${index}`;
    const { width } = context.facts(index);
    const codes = signature.dtype === 'string' ? undefined : categoryCodes(context, name, feature);
    const takesNaN = takes(signature.takesNaN, offset, own ? undefined : width);
    offset += width;
    const { dtype } = signature;
    const question = {
      column: name,
      dtype,
      takesNaN,
      ...(sidecar && { sidecar }),
      ...(codes && { codes }),
      ...(options.missing !== undefined && { flag: options.missing }),
    };
    return {
      index,
      name,
      width: own ? null : width,
      missing: missingAction(question),
      takesNaN: takesNaN && isFloat(dtype),
      ...(codes && { codes }),
    };
  });
}

function takes(takesNaN: boolean | readonly boolean[], offset: number, width: number | undefined): boolean {
  if (typeof takesNaN === 'boolean') return takesNaN;
  const positions = takesNaN.slice(offset, width === undefined ? undefined : offset + width);
  return positions.length > 0 && positions.every(Boolean);
}

/** The shape of rows that one nested column brings along. */
function ownRowShape(
  { name, rowDims }: InputShape,
  facts: ColumnFacts | undefined,
): readonly (number | null)[] | string {
  const wanted = rowDims?.map((dim) => (typeof dim === 'number' ? dim : null));
  const tensor = facts?.rowShape;
  if (!tensor) return wanted ?? Array.from({ length: facts?.axes ?? 1 }, () => null);
  const shape = wanted ? fitShape(tensor, wanted) : tensor;
  if (shape) return shape;
  return `The rows given for the input '${name}' have the shape [${tensor.join(', ')}], the input takes [${(rowDims ?? []).map((dim) => dim ?? '?').join(', ')}].`;
}

/** The shape of a row put together from `total` values. */
function flatRowShape({ name, rowDims, size }: InputShape, total: number): readonly number[] | string {
  if (rowDims === null) return [total];
  const free = rowDims.filter((dim) => typeof dim !== 'number');
  if (free.length > 1) {
    return `The input '${name}' has several free sizes (${free.map((dim) => dim ?? '?').join(', ')}): say how large they are with --dim NAME=N, or feed nested JSON.`;
  }
  const fixed = rowDims.reduce<number>((all, dim) => (typeof dim === 'number' ? all * dim : all), 1);
  const rest = total / fixed;
  if (size === total || (free.length === 1 && Number.isInteger(rest)))
    return rowDims.map((dim) => (typeof dim === 'number' ? dim : rest));
  return `The input '${name}' takes ${size ?? `a multiple of ${fixed}`} values a row; the columns chosen for it give ${total}. Name as many as it takes, in order, with --columns or in the settings beside the model.`;
}

function freeNames({ rowDims }: InputShape, rowShape: readonly (number | null)[]): ReadonlyMap<number, string> {
  return new Map(
    (rowDims ?? []).flatMap((dim, axis) =>
      typeof dim === 'string' && rowShape[axis] === null ? [[axis, dim] as const] : [],
    ),
  );
}

/** A column that is text for the most part where numbers are wanted: codes are never made up. */
function textColumn(
  context: PlanContext,
  columns: readonly ColumnPlan[],
): { readonly code: string; readonly message: string; readonly where: Partial<Issue> } | undefined {
  for (const { index, name, codes } of columns) {
    const { firstText, numbers, present } = context.facts(index);
    if (codes || !firstText || numbers * 2 >= present) continue;
    const { cell, place } = firstText;
    const message =
      `Column '${name}' holds text (${quote(cell)} in ${describePlace(place)} is not a number), and the model wants numbers. ` +
      `If the model was trained on category codes, list the categories in code order under "categories" in the settings beside the model; ` +
      `otherwise leave the column out with --columns.`;
    return { code: 'text-column', message, where: { column: name, ...place } };
  }
  return undefined;
}

/** Columns that no input takes, for messages. */
export function describeColumns(names: readonly string[]): string {
  return listNames(names).replace("''", "'' (empty header)");
}
