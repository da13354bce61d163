import type { Dtype } from '../contract/dtype';
import { dtypeOfCode } from '../contract/element-types';
import type { Dim } from '../contract/model';
import { carrierOf, isBorderType } from './border-types';
import { castNode } from './cast-node';
import type { GraphEdit } from './graph-edit';
import { inputField, nodeField, type EditNode } from './graph-fields';
import type { RawType, RawValue } from './proto/raw-model';
import { tensorShape } from './value-types';

/** The tensor that is fed in place of an input; integers of 4 and 2 bits keep their own range. */
export interface CarriedInput {
  readonly dtype: Dtype;
  readonly shape: readonly Dim[] | null;
}

export interface CarriedOutput extends CarriedInput {
  /** The tensor to fetch. */
  readonly tensor: string;
}

/** What the runtime does not take or give as it is, and the one tensor that goes over the border in its place. */
export interface CarriedBorder {
  readonly inputs: ReadonlyMap<string, CarriedInput>;
  readonly outputs: ReadonlyMap<string, CarriedOutput>;
  /** Absent where everything goes as it is. */
  readonly edit?: GraphEdit;
}

const PREFIX = 'onnx-workbench-carrier-';
/** This runtime turns them into no other type. */
const NO_CAST: ReadonlySet<Dtype> = new Set([
  'float4e2m1',
  'float6e2m3',
  'float6e3m2',
  'float8e8m0',
  'complex64',
  'complex128',
]);
/** What `SplitToSequence` takes in this runtime. */
const SPLITS: ReadonlySet<Dtype> = new Set(['float32', 'float64', 'int32', 'int64', 'string']);

/**
 * One tensor for each input and output that does not cross: types of 16 bits and less are cast, what an optional holds stands
 * for it, and the items of a sequence, which then have to have one shape, are the rows of the tensor.
 */
export function carriedBorder(fed: readonly RawValue[], outputs: readonly RawValue[]): CarriedBorder {
  const into = fed.flatMap(({ name, type }) => (type && carriesInput(type) ? [{ name, type }] : []));
  const out = outputs.flatMap(({ name, type }) => (type && carriesOutput(type) ? [{ name, type }] : []));
  const carriedInputs = new Map(into.map(({ name, type }) => [name, inputOf(type)]));
  const carriedOutputs = new Map(out.map(({ name, type }) => [name, outputOf(name, type)]));
  if (into.length + out.length === 0) return { inputs: carriedInputs, outputs: carriedOutputs };
  const before = into.flatMap(({ name, type }) => feeding(name, type));
  const after = out.flatMap(({ name, type }) => fetching(name, type).map(nodeField));
  return {
    inputs: carriedInputs,
    outputs: carriedOutputs,
    edit: {
      inputs: into.map(({ name }) => name),
      outputs: out.map(({ name }) => name),
      before: Buffer.concat(before),
      after: Buffer.concat(after),
    },
  };
}

/** Whether another tensor can be fed in place of an input of this type. */
export function carriesInput(type: RawType): boolean {
  if (type.kind === 'tensor') return isCast(type);
  const inner = type.element;
  if (type.kind === 'optional') return inner?.kind === 'tensor' ? crosses(inner) : inner !== undefined && splits(inner);
  return splits(type);
}

/** Whether another tensor can be fetched in place of an output of this type. */
export function carriesOutput(type: RawType): boolean {
  if (type.kind === 'tensor') return isCast(type);
  const inner = type.kind === 'optional' && type.element?.kind === 'sequence' ? type.element.element : type.element;
  return (type.kind === 'optional' || type.kind === 'sequence') && inner?.kind === 'tensor' && crosses(inner);
}

function splits({ kind, element }: RawType): boolean {
  const dtype = element?.kind === 'tensor' ? dtypeOfCode(element.code) : undefined;
  return kind === 'sequence' && dtype !== undefined && SPLITS.has(dtype);
}

function isCast({ code }: RawType): boolean {
  const dtype = dtypeOfCode(code);
  return dtype !== undefined && !isBorderType(dtype) && !NO_CAST.has(dtype);
}

function crosses({ code }: RawType): boolean {
  const dtype = dtypeOfCode(code);
  return dtype !== undefined && !NO_CAST.has(dtype);
}

/** The tensor within optionals and sequences, and whether a sequence holds it. */
function innermost(type: RawType): { readonly tensor: RawType; readonly stacked: boolean } {
  let [tensor, stacked] = [type, false];
  while (tensor.kind !== 'tensor' && tensor.element) {
    stacked ||= tensor.kind === 'sequence';
    tensor = tensor.element;
  }
  return { tensor, stacked };
}

function inputOf(type: RawType): CarriedInput {
  const { tensor, stacked } = innermost(type);
  const dtype = dtypeOfCode(tensor.code) ?? 'float32';
  const own = carrierOf(dtype) === 'float32' ? 'float32' : dtype;
  const shape = tensorShape(tensor);
  return { dtype: own, shape: stacked && shape ? [null, ...shape] : shape };
}

function outputOf(name: string, type: RawType): CarriedOutput {
  const { dtype, shape } = inputOf(type);
  return { tensor: carrierName(name), dtype: carrierOf(dtype), shape };
}

/** The tensor that carries an input or output over the border. */
export function carrierName(name: string): string {
  return `${PREFIX}${name}`;
}

/** The input, fed by its own name, and the nodes that make of it what the graph takes, which then has another name for it. */
function feeding(name: string, type: RawType): readonly Uint8Array[] {
  const { tensor, stacked } = innermost(type);
  const dtype = dtypeOfCode(tensor.code) ?? 'float32';
  const steps: ((from: string, to: string) => EditNode)[] = [];
  if (carrierOf(dtype) !== dtype) steps.push((from, to) => castNode(from, to, dtype));
  if (stacked) {
    const attributes = [{ name: 'keepdims', kind: 'int', value: 0 } as const];
    steps.push((from, to) => ({ op: 'SplitToSequence', inputs: [from], output: to, attributes }));
  }
  if (type.kind === 'optional') steps.push((from, to) => ({ op: 'Optional', inputs: [from], output: to }));
  const shape = tensor.shape && (stacked ? [{ value: undefined, name: undefined }, ...tensor.shape] : tensor.shape);
  return [
    inputField(carrierName(name), carrierOf(dtype), shape),
    ...chain(carrierName(name), name, steps).map(nodeField),
  ];
}

function fetching(name: string, type: RawType): readonly EditNode[] {
  const { tensor, stacked } = innermost(type);
  const dtype = dtypeOfCode(tensor.code) ?? 'float32';
  const steps: ((from: string, to: string) => EditNode)[] = [];
  if (type.kind === 'optional') steps.push((from, to) => ({ op: 'OptionalGetElement', inputs: [from], output: to }));
  if (stacked) {
    const attributes = [
      { name: 'axis', kind: 'int', value: 0 } as const,
      { name: 'new_axis', kind: 'int', value: 1 } as const,
    ];
    steps.push((from, to) => ({ op: 'ConcatFromSequence', inputs: [from], output: to, attributes }));
  }
  if (carrierOf(dtype) !== dtype) steps.push((from, to) => castNode(from, to, carrierOf(dtype)));
  return chain(name, carrierName(name), steps);
}

/** One node after the other, from one tensor to another. */
function chain(
  from: string,
  to: string,
  steps: readonly ((from: string, to: string) => EditNode)[],
): readonly EditNode[] {
  const between = (index: number): string => (index === 0 ? from : index === steps.length ? to : `${to}-${index}`);
  return steps.map((step, index) => step(between(index), between(index + 1)));
}
