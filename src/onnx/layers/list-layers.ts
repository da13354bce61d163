import type { Dtype } from '../../contract/dtype';
import { nestedGraphs, type RawNode } from '../proto/raw-model';
import { readModelFile } from '../proto/read-model-file';
import { borderlessDtypes } from './borderless-dtypes';

/** A tensor that a node of the main graph writes. */
export interface Layer {
  readonly name: string;
  /** With its domain where that is not ONNX's own. */
  readonly operator: string;
  /** Which output of the node. */
  readonly place: number;
  /** Set where the runtime does not give the tensor as it is. */
  readonly dtype?: Dtype;
}

export interface ListedLayers {
  /** In graph order, which is an order of computation. */
  readonly layers: readonly Layer[];
  /** Those that the graph has as outputs. */
  readonly outputs: readonly string[];
  /** Operators with graphs or functions inside. */
  readonly nested: readonly string[];
}

/** The tensors of a model, but constants. `file` names it in messages. Throws WorkbenchError where it cannot be read. */
export async function listLayers(path: string, file: string): Promise<ListedLayers> {
  const { graph, model } = await readModelFile(path, file);
  const dtypes = borderlessDtypes(graph);
  const functions = new Set(model.functions.map(({ domain, name }) => operatorName(domain, name)));
  const nested = new Set<string>();
  const layers: Layer[] = [];
  for (const node of graph.nodes) {
    const operator = operatorName(node.domain, node.op);
    if (operator === 'Constant') continue;
    if (functions.has(operator) || nestedGraphs(node).length > 0) nested.add(operator);
    layers.push(...layersOf(node, operator, dtypes));
  }
  return { layers, outputs: graph.outputs.map(({ name }) => name), nested: [...nested] };
}

function layersOf({ outputs }: RawNode, operator: string, dtypes: ReadonlyMap<string, Dtype>): readonly Layer[] {
  return outputs.flatMap((name, place) => {
    const dtype = dtypes.get(name);
    return name === '' ? [] : [{ name, operator, place, ...(dtype ? { dtype } : {}) }];
  });
}

function operatorName(domain: string, op: string): string {
  return domain === '' || domain === 'ai.onnx' ? op : `${domain}.${op}`;
}
