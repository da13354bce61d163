import type { Dtype } from '../../contract/dtype';
import { dtypeOfCode } from '../../contract/element-types';
import { isBorderType } from '../border-types';
import { attribute, type RawGraph, type RawNode } from '../proto/raw-model';

/** Attributes that say an output's dtype, whatever goes in. */
const DTYPE_ATTRIBUTES = ['to', 'output_dtype', 'dtype'];
/** The dtype of the output is that of this input. */
const LIKE_INPUT: ReadonlyMap<string, number> = new Map([
  ['CastLike', 1],
  ['QuantizeLinear', 2],
  ['DequantizeLinear', 1],
]);
/** Answer of integers or bools, whatever goes in. */
const OF_OWN_DTYPE = new Set([
  ...['Shape', 'Size', 'NonZero', 'ArgMax', 'ArgMin'],
  ...['IsNaN', 'IsInf', 'Equal', 'Greater', 'Less', 'GreaterOrEqual', 'LessOrEqual'],
]);

/**
 * Tensors of the main graph that may be of a dtype that the runtime does not give (bfloat16, float8, 4 and 2 bits), found
 * by following such dtypes from weights, inputs and casts through the operators. In doubt a tensor is named: casting it to
 * float32 loses nothing then.
 */
export function borderlessDtypes({ nodes, inputs, initializers }: RawGraph): ReadonlyMap<string, Dtype> {
  const found = new Map<string, Dtype>();
  const note = (name: string | undefined, code: number | undefined): void => {
    const dtype = code === undefined ? undefined : dtypeOfCode(code);
    if (name !== undefined && name !== '' && dtype && !isBorderType(dtype)) found.set(name, dtype);
  };
  for (const { name, type } of inputs) if (type?.kind === 'tensor') note(name, type.code);
  for (const { name, code } of initializers) note(name, code);
  for (const node of nodes) {
    const dtype = outputDtype(node, found);
    for (const name of node.outputs) if (dtype && name !== '') found.set(name, dtype);
  }
  return found;
}

function outputDtype(node: RawNode, found: ReadonlyMap<string, Dtype>): Dtype | undefined {
  const stated = statedCode(node);
  if (stated !== undefined) {
    const dtype = dtypeOfCode(stated);
    return dtype && !isBorderType(dtype) ? dtype : undefined;
  }
  if (OF_OWN_DTYPE.has(node.op)) return undefined;
  const like = LIKE_INPUT.get(node.op);
  if (like !== undefined) return found.get(node.inputs[like] ?? '');
  return node.inputs.map((name) => found.get(name)).find((dtype) => dtype !== undefined);
}

/** Of an attribute that is a dtype, or of the constant tensor that a node holds. */
function statedCode(node: RawNode): number | undefined {
  for (const name of DTYPE_ATTRIBUTES) {
    const value = attribute(node, name)?.int;
    if (value !== undefined && value !== 0) return Number(value);
  }
  return attribute(node, 'value')?.tensor?.code;
}
