import { closeSync, openSync } from 'node:fs';
import { dtypeOfCode } from '../../contract/element-types';
import { fileSource } from '../proto/file-source';
import { indexGraph } from '../graph-index';
import type { FedInput } from '../missing-values';
import type { RawNode } from '../proto/raw-model';
import { readModelFile } from '../proto/read-model-file';
import { createContentReader, widthOf } from '../structure/content';
import { elementReader } from '../structure/elements';
import { readStructure, type ModelStructure, type Span, type StructureTensor } from '../structure/read-structure';
import type { ByteSource } from '../proto/wire';
import { readAttribute, type AttributeValues } from './attribute-values';
import { classicEnsemble, newEnsemble, type Attributes, type TreeEnsemble } from './ensemble';
import { traceFeatures, type Feature } from './features';

/** The trees of a model, and where each number that they look at comes from; undefined where it mixes several. */
export interface ModelTrees {
  readonly ensembles: readonly {
    readonly ensemble: TreeEnsemble;
    readonly features: readonly (Feature | undefined)[];
  }[];
  /** Whether an ensemble is too large to be read, or damaged. */
  readonly incomplete: boolean;
}

/** Constants of this many values may be one for each column. */
const MOST_CONSTANT_VALUES = 100_000;
/** Operators whose attributes say what becomes of a number. */
const READ_OPERATORS: ReadonlySet<string> = new Set(['Cast', 'Constant', 'Imputer', 'Scaler']);

/** Whether an operator of that name holds trees. */
export function isTreeEnsemble(op: string): boolean {
  return op === 'TreeEnsemble' || op === 'TreeEnsembleClassifier' || op === 'TreeEnsembleRegressor';
}

/**
 * Reads the tree ensembles of a model's main graph. `inputs` are fed with rows of these shapes; `file` names the model in
 * messages. Throws WorkbenchError of kind `model` where the file is damaged.
 */
export async function readTrees(path: string, file: string, inputs: readonly FedInput[]): Promise<ModelTrees> {
  const { graph } = await readModelFile(path, file);
  const structure = await readStructure(path, file);
  const attributes = await attributesOf(structure);
  const constants = await constantsOf(structure, attributes);
  const traced = traceFeatures(indexGraph(graph), inputs, {
    constant: (name) => constants.get(name),
    attributes: (node) => attributes.get(keyOf(node)) ?? new Map(),
  });
  const found = structure.nodes
    .filter(({ op }) => isTreeEnsemble(op))
    .map((node) => {
      const own = attributes.get(keyOf(node)) ?? new Map<string, AttributeValues>();
      const whole = [...own.values()].every(({ cut }) => !cut);
      const ensemble = whole ? (node.op === 'TreeEnsemble' ? newEnsemble(own) : classicEnsemble(own)) : undefined;
      const features = traced.get(node.inputs[0] ?? '') ?? [];
      return ensemble && { ensemble, features };
    });
  const ensembles = found.filter((one) => one !== undefined);
  return { ensembles, incomplete: ensembles.length < found.length };
}

/** No two nodes of a graph write the same tensor. */
function keyOf({ outputs }: Pick<RawNode, 'outputs'>): string {
  return outputs.join('\n');
}

async function attributesOf(structure: ModelStructure): Promise<ReadonlyMap<string, Attributes>> {
  const all = new Map<string, Attributes>();
  const file = openSync(structure.path, 'r');
  try {
    for (const node of structure.nodes) {
      if (!isTreeEnsemble(node.op) && !READ_OPERATORS.has(node.op)) continue;
      const own = new Map<string, AttributeValues>();
      for (const span of node.attributes) {
        const one = await readAttribute(spanSource(file, span));
        own.set(one.name, one);
      }
      all.set(keyOf(node), own);
    }
    return all;
  } finally {
    closeSync(file);
  }
}

function spanSource(file: number, { start, length }: Span): ByteSource {
  const whole = fileSource(file, start + length);
  return { size: length, read: (into, wanted, offset) => whole.read(into, wanted, start + offset) };
}

/** Numbers of initializers and of Constant nodes, as far as there can be one for each column. */
async function constantsOf(
  structure: ModelStructure,
  attributes: ReadonlyMap<string, Attributes>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const constants = new Map<string, readonly number[]>();
  for (const node of structure.nodes) {
    const [value] = node.op === 'Constant' ? [...(attributes.get(keyOf(node))?.values() ?? [])] : [];
    if (value && value.numbers.length > 0) constants.set(node.outputs[0] ?? '', value.numbers);
  }
  const contents = createContentReader();
  try {
    for (const tensor of structure.weights) {
      const numbers = await numbersOf(tensor, async (bytes) => {
        const content = await contents.of(structure, tensor);
        const buffer = Buffer.alloc(bytes);
        return buffer.subarray(0, await content.read(buffer, 0));
      });
      if (numbers) constants.set(tensor.name, numbers);
    }
  } finally {
    await contents.close();
  }
  return constants;
}

async function numbersOf(
  { code, dims, hash }: StructureTensor,
  read: (bytes: number) => Promise<Buffer>,
): Promise<readonly number[] | undefined> {
  const elements = dims.reduce<number>((product, dim) => product * Number(dim), 1);
  const width = widthOf(code);
  const element = elementReader(dtypeOfCode(code));
  if (hash || !element || width === undefined || !(elements > 0 && elements <= MOST_CONSTANT_VALUES)) return undefined;
  const bytes = await read(elements * width);
  return Array.from({ length: Math.floor(bytes.length / width) }, (_, place) => element(bytes, place * width));
}
