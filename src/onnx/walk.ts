import { nestedGraphs, type RawGraph, type RawModel, type RawNode, type RawTensor } from './proto/raw-model';

/** Every graph of a model: the main one, and branches and loop bodies inside it and inside functions. */
function* allGraphs(model: RawModel): Generator<RawGraph> {
  if (model.graph) yield* graphAndNested(model.graph);
  for (const { nodes } of model.functions) yield* graphsInside(nodes);
}

/** Every node: of the main graph, of its nested graphs, and of the model's own functions (each body once). */
export function* allNodes(model: RawModel): Generator<RawNode> {
  for (const graph of allGraphs(model)) yield* graph.nodes;
  for (const { nodes } of model.functions) yield* nodes;
}

/** Every tensor with values of its own: initializers, sparse ones, and those in attributes. */
export function* allTensors(model: RawModel): Generator<RawTensor> {
  yield* allInitializers(model);
  for (const { attributes } of allNodes(model)) {
    for (const { tensor, tensors } of attributes) {
      if (tensor) yield tensor;
      yield* tensors;
    }
  }
}

/** Every initializer; of a sparse one its stored values. */
export function* allInitializers(model: RawModel): Generator<RawTensor> {
  for (const { initializers, sparseInitializers } of allGraphs(model)) {
    yield* initializers;
    for (const { values } of sparseInitializers) yield values;
  }
}

/** Number of elements; NaN for dims that are no sizes. */
export function elementCount({ dims }: RawTensor): number {
  return dims.reduce<number>((product, dim) => (dim < 0 ? NaN : product * Number(dim)), 1);
}

function* graphAndNested(graph: RawGraph): Generator<RawGraph> {
  yield graph;
  yield* graphsInside(graph.nodes);
}

function* graphsInside(nodes: readonly RawNode[]): Generator<RawGraph> {
  for (const node of nodes) for (const nested of nestedGraphs(node)) yield* graphAndNested(nested);
}
