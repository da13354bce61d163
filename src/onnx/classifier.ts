import type { ClassLabel } from '../contract/model';
import type { Integer } from './proto/wire';
import { type GraphIndex } from './graph-index';
import { attribute, type RawNode } from './proto/raw-model';

/** Operators of ai.onnx.ml whose outputs are a label and one score per class. */
const CLASSIFIERS: ReadonlySet<string> = new Set(['TreeEnsembleClassifier', 'LinearClassifier', 'SVMClassifier']);
const LABEL_ATTRIBUTES = ['classlabels_int64s', 'classlabels_ints', 'classlabels_strings'];
const LOOKED_THROUGH: ReadonlySet<string> = new Set(['Identity', 'Cast', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten']);
const LABEL_NAMES: ReadonlySet<string> = new Set(['label', 'output_label', 'predicted_label']);

export interface LabelOutput {
  readonly output: string;
  readonly classes: readonly ClassLabel[] | undefined;
}

export function isClassifier(node: RawNode): boolean {
  return node.domain === 'ai.onnx.ml' && CLASSIFIERS.has(node.op);
}

export function isZipMap(node: RawNode): boolean {
  return node.domain === 'ai.onnx.ml' && node.op === 'ZipMap';
}

/** The class labels that a ZipMap or a classifier stores, in index order; undefined where it has none. */
export function storedClasses(node: RawNode): ClassLabel[] | undefined {
  for (const name of LABEL_ATTRIBUTES) {
    const labels = attribute(node, name);
    if (labels && labels.strings.length > 0) return labels.strings;
    if (labels && labels.ints.length > 0) return labels.ints.map(classLabel);
  }
  return undefined;
}

/**
 * The output that holds the predicted class, and the classes where the graph has them: the label of a classifier; an
 * ArgMax or ArgMin, also as index into constant labels; else an output with a usual name. Of several the first one
 * whose source comes first in this list.
 */
export function findLabelOutput(index: GraphIndex): LabelOutput | undefined {
  const candidates = index.graph.outputs.map(({ name }) => ({ name, source: labelSource(index, name) }));
  for (const rank of ['classifier', 'labels', 'index'] as const) {
    const found = candidates.find(({ source }) => source?.rank === rank);
    if (found) return { output: found.name, classes: found.source?.classes };
  }
  const named = index.graph.outputs.find(({ name, type }) => LABEL_NAMES.has(name) && type?.kind === 'tensor');
  return named && { output: named.name, classes: undefined };
}

interface LabelSource {
  readonly rank: 'classifier' | 'labels' | 'index';
  readonly classes: readonly ClassLabel[] | undefined;
}

function labelSource(index: GraphIndex, name: string): LabelSource | undefined {
  const origin = lookThrough(index, name);
  if (origin?.output !== 0) return undefined;
  const { node } = origin;
  if (isClassifier(node)) return { rank: 'classifier', classes: storedClasses(node) };
  if (isArgument(node)) return { rank: 'index', classes: undefined };
  if (node.op !== 'ArrayFeatureExtractor' && node.op !== 'Gather') return undefined;
  const picked = lookThrough(index, node.inputs[1] ?? '');
  if (!picked || !isArgument(picked.node)) return undefined;
  const labels = constantBehind(index, node.inputs[0] ?? '');
  return { rank: 'labels', classes: labels?.map((label) => (typeof label === 'string' ? label : classLabel(label))) };
}

function isArgument(node: RawNode): boolean {
  return node.domain === '' && (node.op === 'ArgMax' || node.op === 'ArgMin');
}

function lookThrough(index: GraphIndex, name: string): { readonly node: RawNode; readonly output: number } | undefined {
  let origin = index.producers.get(name);
  const seen = new Set<RawNode>();
  while (origin?.node.domain === '' && LOOKED_THROUGH.has(origin.node.op) && !seen.has(origin.node)) {
    seen.add(origin.node);
    origin = index.producers.get(origin.node.inputs[0] ?? '');
  }
  return origin;
}

function constantBehind(index: GraphIndex, name: string): readonly (Integer | string)[] | undefined {
  return index.constants.get(name)?.values;
}

function classLabel(value: Integer): ClassLabel {
  return typeof value === 'bigint' ? String(value) : value;
}
