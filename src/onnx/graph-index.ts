import { attribute, nestedGraphs, type RawGraph, type RawNode } from './proto/raw-model';
import type { Integer } from './proto/wire';

export type ConstantValues = readonly (Integer | string)[];

/** Who writes which tensor of the main graph, and what is constant in it. */
export interface GraphIndex {
  readonly graph: RawGraph;
  /** Tensor -> the node that writes it and at which of its outputs. */
  readonly producers: ReadonlyMap<string, { readonly node: RawNode; readonly output: number }>;
  /** Element counts of initializers and Constant nodes; undefined where unknown. */
  readonly constants: ReadonlyMap<
    string,
    { readonly elements: number | undefined; readonly values: ConstantValues | undefined }
  >;
  /** Tensors of the main graph that a branch or a loop body reads. */
  readonly captured: ReadonlySet<string>;
}

export function indexGraph(graph: RawGraph): GraphIndex {
  const producers = new Map<string, { node: RawNode; output: number }>();
  const constants = new Map<string, { elements: number | undefined; values: ConstantValues | undefined }>();
  const captured = new Set<string>();
  for (const { name, dims, values } of graph.initializers) {
    constants.set(name, { elements: sizeOf(dims), values });
  }
  for (const node of graph.nodes) {
    for (const [output, name] of node.outputs.entries()) if (name !== '') producers.set(name, { node, output });
    if (node.op === 'Constant' && node.domain === '') constants.set(node.outputs[0] ?? '', constantOf(node));
    for (const nested of nestedGraphs(node)) readNames(nested, captured);
  }
  return { graph, producers, constants, captured };
}

/** Small integers of a constant tensor; undefined where it is none, or too large to have been read. */
export function constantIntegers(index: GraphIndex, name: string | undefined): number[] | undefined {
  const values = index.constants.get(name ?? '')?.values;
  return values?.every((value) => typeof value === 'number') ? [...values] : undefined;
}

/** The ints of an attribute, or of the constant input at `position` in later opsets. */
export function integersOf(index: GraphIndex, node: RawNode, name: string, position: number): number[] | undefined {
  const own = attribute(node, name);
  if (own) return own.ints.map(Number);
  return constantIntegers(index, node.inputs[position]);
}

function sizeOf(dims: readonly Integer[]): number {
  return dims.reduce<number>((product, dim) => product * Number(dim), 1);
}

function constantOf(node: RawNode): { elements: number | undefined; values: ConstantValues | undefined } {
  const values = constantValues(node);
  const dims = attribute(node, 'value')?.tensor?.dims;
  return { elements: dims ? sizeOf(dims) : values?.length, values };
}

function constantValues(node: RawNode): ConstantValues | undefined {
  const one = node.attributes[0];
  switch (one?.name) {
    case 'value':
      return one.tensor?.values;
    case 'value_int':
      return one.int === undefined ? undefined : [one.int];
    case 'value_ints':
      return one.ints;
    case 'value_strings':
      return one.strings;
    default:
      return undefined;
  }
}

function readNames(graph: RawGraph, into: Set<string>): void {
  for (const node of graph.nodes) {
    for (const name of node.inputs) into.add(name);
    for (const nested of nestedGraphs(node)) readNames(nested, into);
  }
  for (const { name } of graph.outputs) into.add(name);
}
