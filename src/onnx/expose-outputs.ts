const GRAPH_FIELD = 7;
const OUTPUT_FIELD = 12;
const NAME_FIELD = 1;

/**
 * The bytes to append to a model's file so that the named tensors become outputs of its graph. Protobuf messages merge by
 * concatenation: these are a ModelProto whose graph holds nothing but name-only outputs; the runtime infers their types.
 * A name must not be an output already.
 */
export function exposeOutputs(names: readonly string[]): Uint8Array {
  const outputs = names.map((name) => field(OUTPUT_FIELD, field(NAME_FIELD, Buffer.from(name, 'utf8'))));
  return names.length === 0 ? new Uint8Array() : Uint8Array.from(field(GRAPH_FIELD, Buffer.concat(outputs)));
}

/** A length-delimited field. */
function field(number: number, body: Buffer): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
