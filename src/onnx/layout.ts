import type { Dim } from '../contract/model';
import { integersOf, type GraphIndex } from './graph-index';
import { axisOf, isColumnAxis, pickedColumns } from './picked-columns';
import type { RawNode } from './proto/raw-model';

/** The columns of a tensor's rows: `width` values in the flattened row of a tensor of that rank. */
export interface Layout {
  readonly rank: number;
  readonly width: number;
}

export type Layouts = ReadonlyMap<string, Layout>;

/** Wider rows are followed as a whole, not column by column. */
const WIDTH_LIMIT = 100_000;

/** The layout of an input of that shape; undefined where a size other than the batch is not fixed. */
export function inputLayout(shape: readonly Dim[] | null): Layout | undefined {
  if (shape === null) return undefined;
  let width = 1;
  for (const dim of shape.slice(1)) {
    if (typeof dim !== 'number') return undefined;
    width *= dim;
  }
  return width <= WIDTH_LIMIT ? { rank: shape.length, width } : undefined;
}

/** Layouts of the tensors that operators of known effect make of inputs. */
export function findLayouts(index: GraphIndex, inputs: Layouts): Layouts {
  const layouts = new Map(inputs);
  for (const node of index.graph.nodes) {
    const rule = RULES.get(node.op);
    if (!rule) continue;
    const first = layouts.get(node.inputs[0] ?? '');
    for (const [position, name] of node.outputs.entries()) {
      const layout = rule({ index, node, layouts, first, position });
      if (layout && layout.width <= WIDTH_LIMIT) layouts.set(name, layout);
    }
  }
  return layouts;
}

interface Step {
  readonly index: GraphIndex;
  readonly node: RawNode;
  readonly layouts: Layouts;
  /** Of the node's first input. */
  readonly first: Layout | undefined;
  /** Which of the node's outputs. */
  readonly position: number;
}

type Rule = (step: Step) => Layout | undefined;

const RULES: ReadonlyMap<string, Rule> = new Map([
  ...['Abs', 'Cast', 'Dropout', 'Exp', 'Identity', 'Imputer', 'Log', 'Neg', 'Normalizer', 'Scaler', 'Sqrt'].map(
    (op) => [op, same] as const,
  ),
  ...['Add', 'Sub', 'Mul', 'Div'].map((op) => [op, broadcast] as const),
  ...['Gather', 'ArrayFeatureExtractor', 'Slice', 'Split'].map((op) => [op, picked] as const),
  ['Concat', joined],
  ['FeatureVectorizer', joined],
  ['Reshape', reshaped],
  ['Flatten', flattened],
  ['Unsqueeze', unsqueezed],
]);

function same({ first, position }: Step): Layout | undefined {
  return position === 0 ? first : undefined;
}

function picked({ index, node, first, position }: Step): Layout | undefined {
  const columns = first?.rank === 2 ? pickedColumns(index, node, first.width, position) : undefined;
  return columns && { rank: 2, width: columns.length };
}

function flattened({ node, first }: Step): Layout | undefined {
  return first && axisOf(node, 1) === 1 ? { rank: 2, width: first.width } : undefined;
}

function unsqueezed({ index, node, first }: Step): Layout | undefined {
  return first && { rank: first.rank + (integersOf(index, node, 'axes', 1)?.length ?? 1), width: first.width };
}

function joined({ node, layouts }: Step): Layout | undefined {
  const parts = node.inputs.map((name) => layouts.get(name));
  const axis = node.op === 'Concat' ? axisOf(node, 0) : 1;
  if (!isColumnAxis(axis) || !parts.every((part) => part?.rank === 2)) return undefined;
  return { rank: 2, width: parts.reduce((sum, part) => sum + (part?.width ?? 0), 0) };
}

/** Two tensors of the same columns, or one and a constant for all columns or for each. */
function broadcast({ index, node, layouts, first }: Step): Layout | undefined {
  const [left = '', right = ''] = node.inputs;
  const second = layouts.get(right);
  if (first && second) return sameColumns(first, second) ? first : undefined;
  const data = first ?? second;
  const elements = index.constants.get(first ? right : left)?.elements;
  return elements === 1 || elements === data?.width ? data : undefined;
}

function sameColumns(a: Layout, b: Layout): boolean {
  return a.rank === b.rank && a.width === b.width;
}

function reshaped({ index, node, first }: Step): Layout | undefined {
  const shape = integersOf(index, node, 'shape', 1);
  const [rows, width] = shape ?? [];
  if (!first || shape?.length !== 2 || rows === undefined || rows > 0) return undefined;
  return width === first.width || (width === -1 && rows === 0) ? { rank: 2, width: first.width } : undefined;
}
