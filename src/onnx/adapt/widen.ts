import type { Dtype } from '../../contract/dtype';
import { dtypeOfCode } from '../../contract/element-types';
import { castNode } from '../cast-node';
import { newNode, type OpenNode } from './open-node';
import type { NodeRule } from './rewrite';

/** Element types of which the runtime has few operators, and those that hold their values. */
const WIDER: ReadonlyMap<Dtype, Dtype> = new Map<Dtype, Dtype>([
  ['int8', 'int32'],
  ['int16', 'int32'],
  ['uint8', 'uint32'],
  ['uint16', 'uint32'],
  ['float16', 'float32'],
  ['bfloat16', 'float32'],
]);

/** Operators of which all inputs and outputs have one type, and whose results in a wider one are the same when they are cut to it. */
const OF_ONE_TYPE: ReadonlySet<string> = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Mod', 'Min', 'Max', 'Sum', 'Neg', 'Abs', 'Sign', 'Relu', 'Clip', 'BitShift'],
]);
/** Of floats the result is rounded once more. */
const OF_FLOATS: ReadonlySet<string> = new Set([
  ...['Mean', 'Pow', 'PRelu', 'Elu', 'Celu', 'Selu', 'LeakyRelu', 'ThresholdedRelu', 'Sigmoid', 'HardSigmoid'],
  ...['HardSwish', 'Swish', 'Mish', 'Gelu', 'Softplus', 'Softsign', 'Tanh', 'Exp', 'Log', 'Sqrt', 'Reciprocal', 'Erf'],
  ...['Floor', 'Ceil', 'Round', 'Sin', 'Cos', 'Tan', 'Asin', 'Acos', 'Atan', 'Sinh', 'Cosh', 'Asinh', 'Acosh', 'Atanh'],
  ...['Softmax', 'LogSoftmax', 'Hardmax', 'MatMul', 'Gemm', 'Conv', 'ConvTranspose', 'AveragePool'],
  ...['GlobalAveragePool', 'GlobalMaxPool', 'Einsum'],
]);

/** Runs an operator on narrow numbers in a wider type that holds them. */
export const widenNode: NodeRule = (node, { facts, fresh }) => {
  const first = firstOfType(node);
  const dtype = first === undefined ? undefined : dtypeOfCode(facts.get(node.inputs[first] ?? '')?.code ?? 0);
  const wider = dtype && WIDER.get(dtype);
  if (first === undefined || !dtype || !wider) return undefined;
  if (wider !== 'float32' && OF_FLOATS.has(node.op)) return undefined;
  const before: OpenNode[] = [];
  const after: OpenNode[] = [];
  const inputs = node.inputs.map((name, index) => {
    if (index < first || name === '') return name;
    const wide = fresh();
    before.push(castTo(name, wide, wider));
    return wide;
  });
  const outputs = node.outputs.map((name) => {
    if (name === '') return name;
    const wide = fresh();
    after.push(castTo(wide, name, dtype));
    return wide;
  });
  return [...before, { ...node, inputs, outputs }, ...after];
};

/** The first input of the type of the output; undefined for operators of several types. */
function firstOfType({ op, domain }: OpenNode): number | undefined {
  if (domain !== '') return undefined;
  if (op === 'Where') return 1;
  return OF_ONE_TYPE.has(op) || OF_FLOATS.has(op) ? 0 : undefined;
}

function castTo(from: string, to: string, dtype: Dtype): OpenNode {
  const { op, inputs, output, attributes } = castNode(from, to, dtype);
  return newNode(op, inputs, output, attributes);
}
