import { field, textField } from './encode';

const GRAPH_FIELD = 7;
const OUTPUT_FIELD = 12;
const NAME_FIELD = 1;

/**
 * The bytes to append to a model's file so that the named tensors become outputs of its graph. Protobuf messages merge by
 * concatenation: these are a ModelProto whose graph holds nothing but name-only outputs; the runtime infers their types.
 * A name must not be an output already.
 */
export function exposeOutputs(names: readonly string[]): Uint8Array {
  const outputs = names.map((name) => field(OUTPUT_FIELD, textField(NAME_FIELD, name)));
  return names.length === 0 ? new Uint8Array() : Uint8Array.from(field(GRAPH_FIELD, Buffer.concat(outputs)));
}
