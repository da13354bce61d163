import type { Issue } from '../contract/issue';
import type { TensorValue } from '../contract/tensor';
import type { Value } from '../data/table';
import type { InputPlan } from './binding-plan';
import { cellReader } from './cells';
import { allocate, elementAt, isFeedDtype, store } from './elements';
import type { InputShape } from './input-shapes';
import { fitShape, flatten } from './nested';
import { errorIssue, ownEntry, type PlanContext } from './plan-context';

export interface Constants {
  readonly plans: ReadonlyMap<string, InputPlan>;
  readonly errors: readonly Issue[];
}

/** Inputs whose value the user sets (`--set`), or that the file has as a tensor without a row axis. */
export function givenConstants(context: PlanContext): Constants {
  return collect(context, (input) => {
    const text = ownEntry(context.options.set, input.name);
    if (text !== undefined) return { value: parseSetting(text, input), from: `--set ${input.name}` };
    const tensor = context.head.constants.find(({ name }) => name === input.name);
    return tensor && { value: nest(tensor), from: context.dataName };
  });
}

/** Constants of the sidecar, for inputs that nothing else feeds. */
export function sidecarConstants(context: PlanContext, open: readonly InputShape[]): Constants {
  return collect(context, (input) => {
    const value = ownEntry(context.sidecar?.inputs, input.name)?.value;
    return value === undefined || !open.includes(input)
      ? undefined
      : { value: value as Value, from: 'the settings beside the model' };
  });
}

function collect(
  context: PlanContext,
  find: (input: InputShape) => { readonly value: Value; readonly from: string } | undefined,
): Constants {
  const plans = new Map<string, InputPlan>();
  const errors: Issue[] = [];
  for (const input of context.inputs) {
    const given = find(input);
    if (!given) continue;
    const plan = constantPlan(input, given.value);
    if (typeof plan === 'string')
      errors.push(
        errorIssue(context, 'bad-constant', `The value for the input '${input.name}' from ${given.from} ${plan}.`, {
          input: input.name,
        }),
      );
    else plans.set(input.name, plan);
  }
  return { plans, errors };
}

/** A constant in the input's shape, or one row of it; otherwise what is wrong with it. */
function constantPlan(input: InputShape, value: Value): InputPlan | string {
  const { name, signature } = input;
  const { dtype, shape } = signature;
  if (!isFeedDtype(dtype)) return `cannot be fed: ONNX Runtime takes no ${dtype} from outside`;
  const read = flatten(value);
  if ('uneven' in read) return `has rows of different lengths`;
  const tensor = toTensor(read.flat.values, dtype);
  if (typeof tensor === 'string') return tensor;
  const given = read.flat.shape;
  const whole =
    shape && (input.kind !== 'rows' || given.length === shape.length)
      ? fitShape(given, shape.map(fixedOrNull))
      : undefined;
  if (whole) return { kind: 'constant', name, value: { ...tensor, dims: whole } };
  const row = input.kind === 'rows' ? fitShape(given, (input.rowDims ?? []).map(fixedOrNull)) : undefined;
  if (row) return { kind: 'repeated', name, row: { ...tensor, dims: row } };
  return `has the shape [${given.join(', ')}], the input [${(shape ?? []).map((dim) => dim ?? '?').join(', ')}]`;
}

function toTensor(values: readonly Value[], dtype: TensorValue['dtype']): TensorValue | string {
  const reader = cellReader(dtype);
  const data = allocate(dtype, values.length);
  for (const [index, value] of values.entries()) {
    const read = reader(value === null ? NaN : value, '.');
    if (!read.ok) return `${read.fault.says} (${dtype})`;
    store(data, index, read.value);
  }
  return { dtype, dims: [values.length], data };
}

/** A value of `--set`: JSON lists for shapes, and the text itself for a string input. */
function parseSetting(text: string, { signature }: InputShape): Value {
  if (!text.trimStart().startsWith('[')) return text;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return signature.dtype === 'string' ? text : NaN;
  }
}

function nest(tensor: TensorValue): Value {
  const build = (axis: number, start: number): Value => {
    const dim = tensor.dims[axis];
    if (dim === undefined) return elementAt(tensor, start);
    const step = tensor.dims.slice(axis + 1).reduce((all, size) => all * size, 1);
    return Array.from({ length: dim }, (_, index) => build(axis + 1, start + index * step));
  };
  return build(0, 0);
}

function fixedOrNull(dim: number | string | null): number | null {
  return typeof dim === 'number' ? dim : null;
}
