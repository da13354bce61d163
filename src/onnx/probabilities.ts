import type { ClassLabel } from '../contract/model';
import { isClassifier, storedClasses } from './classifier';
import { integersOf, type GraphIndex } from './graph-index';
import type { RawNode, RawValue } from './proto/raw-model';
import { tensorDtype } from './value-types';

/** Names that libraries give to probabilities where the graph does not show it. */
const PROBABILITY_NAMES: ReadonlySet<string> = new Set(['probabilities', 'probability', 'output_probability']);
const FLOATS: ReadonlySet<string> = new Set(['float16', 'bfloat16', 'float32', 'float64']);

const LOOKED_THROUGH: ReadonlySet<string> = new Set(['Identity', 'Cast', 'Reshape', 'Slice', 'ai.onnx.ml.Normalizer']);

/** What a graph says of the numbers of an output. */
export interface ProbabilitySource {
  /** The classifier whose scores they are. */
  readonly classifier?: RawNode;
  /** Where a Slice takes one column of them. */
  readonly column?: number;
}

/**
 * Whether an output holds probabilities, decided from the graph or its name, never from numbers: the scores of a tree,
 * linear or SVM classifier, or a Softmax or Sigmoid, behind Identity, Cast, Reshape, Slice, Normalizer and Mul by a constant.
 */
export function probabilitySource(index: GraphIndex, output: RawValue): ProbabilitySource | undefined {
  const dtype = tensorDtype(output.type);
  if (dtype !== undefined && !FLOATS.has(dtype)) return undefined;
  const byGraph = traceBack(index, output.name);
  return byGraph ?? (PROBABILITY_NAMES.has(output.name) && dtype !== undefined ? {} : undefined);
}

/** For zipmap='columns': outputs that are the single columns of one classifier's scores, each class once. */
export function classColumns(
  sources: ReadonlyMap<string, ProbabilitySource>,
): ReadonlyMap<string, { readonly index: number; readonly class: ClassLabel }> {
  const byClassifier = Map.groupBy(
    [...sources].filter(([, { classifier, column }]) => classifier !== undefined && column !== undefined),
    ([, { classifier }]) => classifier,
  );
  const found = new Map<string, { index: number; class: ClassLabel }>();
  for (const [classifier, outputs] of byClassifier) {
    const classes = classifier && storedClasses(classifier);
    if (classes?.length !== outputs.length) continue;
    if (new Set(outputs.map(([, { column }]) => column)).size !== classes.length) continue;
    for (const [name, { column = 0 }] of outputs) {
      const label = classes[column];
      if (label !== undefined) found.set(name, { index: column, class: label });
    }
  }
  return found;
}

function traceBack(index: GraphIndex, output: string): ProbabilitySource | undefined {
  let column: number | undefined;
  const seen = new Set<RawNode>();
  for (let name: string | undefined = output; name !== undefined;) {
    const origin = index.producers.get(name);
    if (!origin || seen.has(origin.node)) return undefined;
    const { node } = origin;
    seen.add(node);
    if (isClassifier(node)) {
      return origin.output === 1 ? { classifier: node, ...(column !== undefined && { column }) } : undefined;
    }
    if (node.domain === '' && (node.op === 'Softmax' || node.op === 'Sigmoid')) return {};
    if (node.op === 'Slice') column = slicedColumn(index, node) ?? column;
    name = inputLookedThrough(index, node);
  }
  return undefined;
}

function inputLookedThrough(index: GraphIndex, node: RawNode): string | undefined {
  const [first = '', second = ''] = node.inputs;
  const operator = node.domain === '' ? node.op : `${node.domain}.${node.op}`;
  if (LOOKED_THROUGH.has(operator)) return first;
  if (operator !== 'Mul') return undefined;
  if (index.constants.has(second)) return first;
  return index.constants.has(first) ? second : undefined;
}

/** The column that a Slice takes alone out of [rows, columns]. */
function slicedColumn(index: GraphIndex, node: RawNode): number | undefined {
  const [start, ...moreStarts] = integersOf(index, node, 'starts', 1) ?? [];
  const [end] = integersOf(index, node, 'ends', 2) ?? [];
  const axes = integersOf(index, node, 'axes', 3);
  if (start === undefined || end === undefined || moreStarts.length > 0 || axes?.[0] !== 1) return undefined;
  return start >= 0 && end === start + 1 ? start : undefined;
}
