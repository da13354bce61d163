import { field } from './encode';

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
  const name = [...fieldsOf(value)].findLast(({ number }) => number === NAME_FIELD);
  return Buffer.from(name?.body ?? new Uint8Array(0)).toString('utf8');
}

interface Field {
  readonly number: number;
  /** With its key. */
  readonly whole: Uint8Array;
  /** Of a length-delimited field. */
  readonly body?: Uint8Array;
}

function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  for (let at = 0; at < bytes.length;) {
    const key = varint(bytes, at);
    const number = Math.floor(key.value / 8);
    const end = endOf(bytes, key.value % 8, key.end);
    if (end.at > bytes.length) throw new RangeError('The model ends inside a field.');
    const whole = bytes.subarray(at, end.at);
    yield end.body === undefined ? { number, whole } : { number, whole, body: bytes.subarray(end.body, end.at) };
    at = end.at;
  }
}

function endOf(bytes: Uint8Array, wireType: number, at: number): { readonly at: number; readonly body?: number } {
  switch (wireType) {
    case 0:
      return { at: varint(bytes, at).end };
    case 1:
      return { at: at + 8 };
    case 2: {
      const length = varint(bytes, at);
      return { at: length.end + length.value, body: length.end };
    }
    case 5:
      return { at: at + 4 };
    default:
      throw new RangeError(`The model has a field of wire type ${wireType}.`);
  }
}

const LONGEST_VARINT = 10;

/** Values beyond 2^53 lose their last digits: only keys and lengths are looked at. */
function varint(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < LONGEST_VARINT; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  throw new RangeError('The model holds a number that does not end.');
}
