import { closeSync, openSync } from 'node:fs';
import type { ModelChange, NodeChanges, WeightChanges } from '../../contract/structure';
import { fileSource } from '../proto/file-source';
import { compareNodes } from './compare-nodes';
import { compareWeights } from './compare-weights';
import { createContentReader, hashOf, type ContentReader } from './content';
import { createPace } from './pace';
import { readStructure, type ModelStructure, type Span } from './read-structure';

/** A model file: its absolute path, and what to call it. */
export interface NamedModel {
  readonly path: string;
  readonly name: string;
}

/** What differs in the graphs of two model files. */
export interface GraphChanges {
  readonly model: readonly ModelChange[];
  readonly nodes: NodeChanges;
  readonly weights: WeightChanges;
}

/**
 * Compares nodes and weights of two files in a bounded amount of memory; weights outside the files have to be where they
 * belong. `inputs` are the baseline's names of inputs that the candidate calls otherwise. Throws WorkbenchError where a file is damaged,
 * and `cancelled` soon after an abort.
 */
export async function compareGraphs(
  baseline: NamedModel,
  candidate: NamedModel,
  inputs: ReadonlyMap<string, string>,
  signal?: AbortSignal,
): Promise<GraphChanges> {
  const before = await readStructure(baseline.path, baseline.name);
  const after = await readStructure(candidate.path, candidate.name);
  const contents = createContentReader(createPace(signal));
  const files = new Map([before.path, after.path].map((path) => [path, openSync(path, 'r')]));
  const source = ({ path }: ModelStructure, { start, length }: Span): ReturnType<typeof fileSource> => {
    const file = fileSource(files.get(path) ?? -1, start + length);
    return { size: length, read: (into, wanted, offset) => file.read(into, wanted, start + offset) };
  };
  try {
    const { changes: weights, renamed } = await compareWeights(before, after, contents);
    const nodes = await compareNodes(before, after, { contents, source }, new Map([...inputs, ...renamed]));
    const model = [
      ...(await spansChange('functions', before, after, contents)),
      ...(await spansChange('sparseWeights', before, after, contents)),
    ];
    return { model, nodes, weights };
  } finally {
    await contents.close();
    for (const file of files.values()) closeSync(file);
  }
}

/** Whether these parts of the files are the same, whatever their order. */
async function spansChange(
  of: 'functions' | 'sparseWeights',
  before: ModelStructure,
  after: ModelStructure,
  contents: ContentReader,
): Promise<readonly ModelChange[]> {
  const part = of === 'functions' ? 'functions' : 'sparse';
  const [one, other] = [await hashesOf(before, before[part], contents), await hashesOf(after, after[part], contents)];
  const [known, others] = [new Set(one), new Set(other)];
  const gone = one.filter((hash) => !others.has(hash)).length;
  const come = other.filter((hash) => !known.has(hash)).length;
  if (gone + come === 0 && one.length === other.length) return [];
  return [{ of, baseline: `${one.length}, ${gone} of its own`, candidate: `${other.length}, ${come} of its own` }];
}

async function hashesOf(
  model: ModelStructure,
  spans: readonly Span[],
  contents: ContentReader,
): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (const span of spans) hashes.push(await hashOf(await contents.ofSpan(model, span)));
  return hashes;
}

/** Whether nothing in them differs. */
export function isUnchanged({ model, nodes, weights }: GraphChanges): boolean {
  const nodeChanges = nodes.changed + nodes.removed + nodes.added;
  const weightChanges = weights.changed + weights.renamed + weights.removed + weights.added;
  return model.length + nodeChanges + weightChanges === 0;
}
