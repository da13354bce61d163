import type { Dtype } from '../contract/dtype';
import type { Dim } from '../contract/model';
import { codeOfDtype } from '../contract/element-types';
import type { GraphIndex } from './graph-index';
import { findLayouts, inputLayout, type Layout, type Layouts } from './layout';
import { axisOf, isColumnAxis, pickedColumns } from './picked-columns';
import { attribute, type RawNode } from './proto/raw-model';

/** Whether a NaN in a tensor is dealt with: one answer for all its columns, or one per column. */
type Safety = boolean | readonly boolean[];

const FLOATS: readonly Dtype[] = ['float16', 'bfloat16', 'float32', 'float64'];
const FLOAT_CODES: ReadonlySet<number> = new Set(FLOATS.map(codeOfDtype));

/** NaN in a column is NaN in the same column of the result. */
const ELEMENTWISE: ReadonlySet<string> = new Set([
  'Abs',
  'Add',
  'Cast',
  'Div',
  'Dropout',
  'Exp',
  'Flatten',
  'Identity',
  'Imputer',
  'Log',
  'Mul',
  'Neg',
  'Reshape',
  'Scaler',
  'Sqrt',
  'Squeeze',
  'Sub',
  'Unsqueeze',
]);
/** NaN in a column is NaN somewhere in the row of the result. */
const MIXING: ReadonlySet<string> = new Set(['Normalizer', 'Transpose']);
const JOINING: ReadonlySet<string> = new Set(['Concat', 'FeatureVectorizer']);
const PICKING: ReadonlySet<string> = new Set(['Gather', 'ArrayFeatureExtractor', 'Slice', 'Split']);
const KNOWN_DOMAINS: ReadonlySet<string> = new Set(['', 'ai.onnx.ml']);

export interface FedInput {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly Dim[] | null;
}

/**
 * Which columns of the inputs may be fed NaN for a missing value: those from which every path passes an Imputer (one that
 * replaces NaN) or IsNaN first, or ends in a tree ensemble that tracks missing values. An operator of unknown effect, a
 * nested graph or an output of the model on the way means no, and so does a graph without any of these operators. Integers
 * and booleans have no NaN.
 */
export function findTakesNaN(
  index: GraphIndex,
  inputs: readonly FedInput[],
): ReadonlyMap<string, boolean | readonly boolean[]> {
  if (!index.graph.nodes.some(endsNaN)) return new Map(inputs.map(({ name }) => [name, false] as const));
  const starts = new Map<string, Layout>();
  for (const { name, shape } of inputs) {
    const layout = inputLayout(shape);
    if (layout) starts.set(name, layout);
  }
  const safety = trace(index, findLayouts(index, starts));
  return new Map(
    inputs.map(({ name, dtype }) => [name, FLOATS.includes(dtype) && summarise(safety.get(name) ?? true)] as const),
  );
}

/** Goes through the nodes from the last to the first: what is safe for a node's outputs decides for its inputs. */
function trace(index: GraphIndex, layouts: Layouts): ReadonlyMap<string, Safety> {
  const safety = new Map<string, Safety>();
  for (const { name } of index.graph.outputs) safety.set(name, false);
  for (const name of index.captured) safety.set(name, false);
  for (const node of index.graph.nodes.toReversed()) {
    for (const [position, name] of node.inputs.entries()) {
      if (name === '' || index.constants.has(name)) continue;
      const through = throughNode(index, node, position, layouts, safety);
      safety.set(name, both(safety.get(name) ?? true, through));
    }
  }
  return safety;
}

function throughNode(
  index: GraphIndex,
  node: RawNode,
  position: number,
  layouts: Layouts,
  safety: ReadonlyMap<string, Safety>,
): Safety {
  if (!KNOWN_DOMAINS.has(node.domain)) return false;
  const after = (output = 0): Safety => safety.get(node.outputs[output] ?? '') ?? true;
  switch (effectOn(node, position)) {
    case 'ends':
      return true;
    case 'picks':
      return throughPicking(index, node, layouts, after);
    case 'mixes':
      return all(after());
    case 'chooses':
      return replacesInWhere(index, node, position);
    case 'joins':
      return throughConcat(node, position, layouts, after());
    case 'keeps':
      return throughElementwise(node, position, layouts, after());
    case 'unknown':
      return false;
  }
}

type Effect = 'ends' | 'picks' | 'mixes' | 'chooses' | 'joins' | 'keeps' | 'unknown';

/** What a node does with a NaN at that input. */
function effectOn(node: RawNode, position: number): Effect {
  if (node.op === 'Where') return 'chooses';
  if (JOINING.has(node.op)) return 'joins';
  if (position === 0) {
    if (endsNaN(node)) return 'ends';
    if (PICKING.has(node.op)) return 'picks';
    if (MIXING.has(node.op)) return 'mixes';
  }
  return ELEMENTWISE.has(node.op) ? 'keeps' : 'unknown';
}

function endsNaN(node: RawNode): boolean {
  return KNOWN_DOMAINS.has(node.domain) && (node.op === 'IsNaN' || replacesNaN(node) || tracksMissing(node));
}

/** skl2onnx writes Imputers for other markers than NaN too. */
function replacesNaN(node: RawNode): boolean {
  return node.op === 'Imputer' && Number.isNaN(attribute(node, 'replaced_value_float')?.float ?? 0);
}

/** The attribute is often there with zeros only; that tracks nothing. */
function tracksMissing(node: RawNode): boolean {
  return node.op.startsWith('TreeEnsemble') && attribute(node, 'nodes_missing_value_tracks_true')?.anyOne === true;
}

/** Where(IsNaN(x), filler, x): what stands in the branch for other values is not NaN there. */
function replacesInWhere(index: GraphIndex, node: RawNode, position: number): boolean {
  const condition = index.producers.get(node.inputs[0] ?? '')?.node;
  return position === 2 && condition?.op === 'IsNaN' && condition.inputs[0] === node.inputs[2];
}

function throughPicking(index: GraphIndex, node: RawNode, layouts: Layouts, after: (output: number) => Safety): Safety {
  const layout = layouts.get(node.inputs[0] ?? '');
  const safe = layout ? new Array<boolean>(layout.width).fill(true) : [];
  for (const output of node.outputs.keys()) {
    const columns = layout?.rank === 2 ? pickedColumns(index, node, layout.width, output) : undefined;
    const result = after(output);
    if (!columns) return node.outputs.every((_, every) => all(after(every)));
    for (const [at, column] of columns.entries()) if (!columnOf(result, at)) safe[column] = false;
  }
  return safe;
}

function throughConcat(node: RawNode, position: number, layouts: Layouts, after: Safety): Safety {
  const axis = node.op === 'Concat' ? axisOf(node, 0) : 1;
  const widths = node.inputs.map((name) => layouts.get(name)?.width);
  const before = widths.slice(0, position).reduce<number>((sum, width) => sum + (width ?? NaN), 0);
  const own = widths[position];
  if (typeof after === 'boolean' || own === undefined || Number.isNaN(before)) return all(after);
  return isColumnAxis(axis) && before + own <= after.length ? after.slice(before, before + own) : all(after);
}

function throughElementwise(node: RawNode, position: number, layouts: Layouts, after: Safety): Safety {
  if (node.op === 'Cast' && !FLOAT_CODES.has(Number(attribute(node, 'to')?.int ?? 0))) return false;
  const before = layouts.get(node.inputs[position] ?? '');
  const result = layouts.get(node.outputs[0] ?? '');
  return before !== undefined && before.width === result?.width ? after : all(after);
}

function columnOf(safety: Safety, column: number): boolean {
  return typeof safety === 'boolean' ? safety : (safety[column] ?? false);
}

function all(safety: Safety): boolean {
  return typeof safety === 'boolean' ? safety : safety.every(Boolean);
}

function both(a: Safety, b: Safety): Safety {
  if (typeof a === 'boolean') return a ? b : false;
  if (typeof b === 'boolean') return b ? a : false;
  return a.length === b.length ? a.map((safe, column) => safe && b[column] === true) : all(a) && all(b);
}

function summarise(safety: Safety): Safety {
  const [first, ...rest] = typeof safety === 'boolean' ? [safety] : safety;
  return rest.every((safe) => safe === first) ? first !== false : safety;
}
