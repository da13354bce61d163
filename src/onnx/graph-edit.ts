import { field } from './encode';
import { fieldsOf, textOf } from './message-fields';

const GRAPH_FIELD = 7;
const INPUT_FIELD = 11;
const OUTPUT_FIELD = 12;
const NAME_FIELD = 1;

/** Inputs and outputs to take off a graph, and serialised fields of GraphProto to put before and behind what it has. */
export interface GraphEdit {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * A serialised model with another border. Nothing is decoded but names of inputs and outputs: protobuf messages merge by
 * concatenation, so new nodes stand in graphs of their own around the model's. Throws RangeError where the bytes are no model.
 */
export function editGraph(model: Uint8Array, edit: GraphEdit): Uint8Array {
  const kept = [...fieldsOf(model)].map(({ number, whole, body }) =>
    number === GRAPH_FIELD && body ? field(GRAPH_FIELD, without(body, edit)) : whole,
  );
  return Uint8Array.from(Buffer.concat([field(GRAPH_FIELD, edit.before), ...kept, field(GRAPH_FIELD, edit.after)]));
}

function without(graph: Uint8Array, { inputs, outputs }: GraphEdit): Uint8Array {
  const left = new Map([
    [INPUT_FIELD, new Set(inputs)],
    [OUTPUT_FIELD, new Set(outputs)],
  ]);
  const kept = [...fieldsOf(graph)].filter(({ number, body }) => {
    const names = left.get(number);
    return !names || !body || !names.has(nameOf(body));
  });
  return Buffer.concat(kept.map(({ whole }) => whole));
}

function nameOf(value: Uint8Array): string {
  return textOf([...fieldsOf(value)].findLast(({ number }) => number === NAME_FIELD));
}
