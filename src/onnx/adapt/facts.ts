import { fieldsOf, integersOf, textOf, type Field } from '../message-fields';
import { intOf, tensorAttribute, type OpenNode } from './open-node';

/** What is known of a tensor of a graph: the code of its element type, and how many axes it has. */
export interface TensorFact {
  readonly code: number;
  readonly rank?: number;
}

export type Facts = Map<string, TensorFact>;

const GRAPH = { initializer: 5, input: 11, output: 12, valueInfo: 13 } as const;
const VALUES: ReadonlySet<number> = new Set([GRAPH.input, GRAPH.output, GRAPH.valueInfo]);
const TENSOR = { dims: 1, code: 2, name: 8 } as const;

/** Of the tensors that a serialised GraphProto names with their types, above those of the graph around it. */
export function statedFacts(graph: readonly Field[], outer: Facts): Facts {
  const facts: Facts = new Map(outer);
  for (const { number, body } of graph) {
    if (!body) continue;
    if (number === GRAPH.initializer) facts.set(textOf(last(body, TENSOR.name)), tensorFact(body));
    const value = VALUES.has(number) ? valueFact(body) : undefined;
    if (value) facts.set(textOf(last(body, 1)), value);
  }
  return facts;
}

/** Notes what a node says of its outputs by its inputs and attributes. */
export function noteOutputs(node: OpenNode, facts: Facts): void {
  const fact = outputFact(node, facts);
  for (const name of node.outputs) if (fact && name !== '' && !facts.has(name)) facts.set(name, fact);
}

/** Operators whose outputs have the element type of their first input. */
const LIKE_FIRST: ReadonlySet<string> = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Mod', 'Pow', 'Min', 'Max', 'Sum', 'Mean', 'Neg', 'Abs', 'Sign', 'Relu', 'Clip'],
  ...['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose', 'Expand', 'Tile', 'Concat', 'Split'],
  ...['Slice', 'Gather', 'GatherND', 'GatherElements', 'Pad', 'BitShift', 'Elu', 'Celu', 'Sigmoid', 'Tanh'],
]);

function outputFact(node: OpenNode, facts: Facts): TensorFact | undefined {
  if (node.domain !== '') return undefined;
  const like = (index: number): TensorFact | undefined => codeOf(facts.get(node.inputs[index] ?? ''));
  switch (node.op) {
    case 'Cast':
      return stated(intOf(node, 'to'));
    case 'QuantizeLinear':
      return stated(intOf(node, 'output_dtype')) ?? like(2);
    case 'CastLike':
    case 'DequantizeLinear':
    case 'Where':
      return like(1);
    case 'Constant': {
      const tensor = tensorAttribute(node, 'value');
      return tensor && tensorFact(tensor);
    }
    default:
      return LIKE_FIRST.has(node.op) ? like(0) : undefined;
  }
}

function stated(code: number | undefined): TensorFact | undefined {
  return code === undefined || code === 0 ? undefined : { code };
}

function codeOf(fact: TensorFact | undefined): TensorFact | undefined {
  return fact && { code: fact.code };
}

function last(message: Uint8Array, number: number): Field | undefined {
  return [...fieldsOf(message)].findLast((one) => one.number === number);
}

function tensorFact(tensor: Uint8Array): TensorFact {
  const numbers = (number: number): readonly number[] =>
    [...fieldsOf(tensor)].filter((one) => one.number === number).flatMap(integersOf);
  return { code: numbers(TENSOR.code).at(-1) ?? 0, rank: numbers(TENSOR.dims).length };
}

/** Of a ValueInfoProto of a tensor. */
function valueFact(value: Uint8Array): TensorFact | undefined {
  const type = last(value, 2)?.body;
  const tensor = type && last(type, 1)?.body;
  if (!tensor) return undefined;
  const code = last(tensor, 1);
  const shape = last(tensor, 2)?.body;
  return {
    code: (code && integersOf(code)[0]) ?? 0,
    ...(shape && { rank: [...fieldsOf(shape)].filter(({ number }) => number === 1).length }),
  };
}
