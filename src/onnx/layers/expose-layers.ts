import { codeOfDtype } from '../../contract/element-types';
import { field } from '../encode';
import { nodeField, outputField } from '../graph-fields';
import type { Layer } from './list-layers';

const GRAPH_FIELD = 7;
/** Names of tensors that are cast for the runtime begin with this. */
const CAST_PREFIX = 'onnx-workbench-layer-';

/** By which name the runtime gives a layer. */
export function fetchName({ name, dtype }: Layer): string {
  return dtype ? `${CAST_PREFIX}${name}` : name;
}

/**
 * The bytes to append to a model's file so that layers become outputs of its graph: protobuf messages merge by
 * concatenation. What the runtime does not give as it is is cast to float32. `outputs` are those that the graph has.
 */
export function exposeLayers(layers: readonly Layer[], outputs: ReadonlySet<string>): Uint8Array {
  const fields = layers.flatMap((layer) => {
    const name = fetchName(layer);
    if (outputs.has(name)) return [];
    const output = outputField(name);
    return layer.dtype ? [castField(layer.name, name), output] : [output];
  });
  return fields.length === 0 ? new Uint8Array() : Uint8Array.from(field(GRAPH_FIELD, Buffer.concat(fields)));
}

function castField(from: string, to: string): Uint8Array {
  const code = { name: 'to', kind: 'int', value: codeOfDtype('float32') } as const;
  return nodeField({ op: 'Cast', inputs: [from], output: to, attributes: [code] });
}
