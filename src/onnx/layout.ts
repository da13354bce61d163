import type { Dim } from '../contract/model';
import { constantIntegers, integersOf, type GraphIndex } from './graph-index';
import { attribute, type RawNode } from './proto';

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
    for (const [position, name] of node.outputs.entries()) {
      const layout = outputLayout(index, node, layouts, position);
      if (layout && layout.width <= WIDTH_LIMIT) layouts.set(name, layout);
    }
  }
  return layouts;
}

/** For operators that pick columns of [rows, columns]: which column each column of output `position` comes from. */
export function pickedColumns(
  index: GraphIndex,
  node: RawNode,
  layout: Layout,
  position: number,
): number[] | undefined {
  if (layout.rank !== 2) return undefined;
  switch (node.op) {
    case 'Gather':
      return isColumnAxis(Number(attribute(node, 'axis')?.int ?? 0)) ? chosen(index, node, layout) : undefined;
    case 'ArrayFeatureExtractor':
      return chosen(index, node, layout);
    case 'Slice':
      return sliced(index, node, layout);
    case 'Split':
      return split(index, node, layout, position);
    default:
      return undefined;
  }
}

/** Whether this is axis 1 of a tensor of rank 2. */
export function isColumnAxis(axis: number): boolean {
  return axis === 1 || axis === -1;
}

function outputLayout(index: GraphIndex, node: RawNode, layouts: Layouts, position: number): Layout | undefined {
  const first = layouts.get(node.inputs[0] ?? '');
  switch (node.op) {
    case 'Concat':
    case 'FeatureVectorizer':
      return joined(node, layouts);
    case 'Add':
    case 'Sub':
    case 'Mul':
    case 'Div':
      return broadcast(index, node, layouts);
    case 'Gather':
    case 'ArrayFeatureExtractor':
    case 'Slice':
    case 'Split': {
      const columns = first && pickedColumns(index, node, first, position);
      return columns && { rank: 2, width: columns.length };
    }
    case 'Reshape':
      return reshaped(index, node, first);
    case 'Flatten':
      return first && Number(attribute(node, 'axis')?.int ?? 1) === 1 ? { rank: 2, width: first.width } : undefined;
    case 'Unsqueeze':
      return first && { rank: first.rank + (integersOf(index, node, 'axes', 1)?.length ?? 1), width: first.width };
    case 'Identity':
    case 'Cast':
    case 'Dropout':
    case 'Neg':
    case 'Abs':
    case 'Sqrt':
    case 'Exp':
    case 'Log':
    case 'Scaler':
    case 'Imputer':
    case 'Normalizer':
      return position === 0 ? first : undefined;
    default:
      return undefined;
  }
}

function joined(node: RawNode, layouts: Layouts): Layout | undefined {
  const parts = node.inputs.map((name) => layouts.get(name));
  const axis = node.op === 'Concat' ? Number(attribute(node, 'axis')?.int ?? 1) : 1;
  if (!isColumnAxis(axis) || !parts.every((part) => part?.rank === 2)) return undefined;
  return { rank: 2, width: parts.reduce((sum, part) => sum + (part?.width ?? 0), 0) };
}

function broadcast(index: GraphIndex, node: RawNode, layouts: Layouts): Layout | undefined {
  const [left = '', right = ''] = node.inputs;
  const [a, b] = [layouts.get(left), layouts.get(right)];
  if (a && b) return a.rank === b.rank && a.width === b.width ? a : undefined;
  const data = a ?? b;
  const elements = index.constants.get(a ? right : left)?.elements;
  return data && (elements === 1 || elements === data.width) ? data : undefined;
}

function reshaped(index: GraphIndex, node: RawNode, layout: Layout | undefined): Layout | undefined {
  const shape = integersOf(index, node, 'shape', 1);
  const [rows, width] = shape ?? [];
  if (!layout || shape?.length !== 2 || rows === undefined || rows > 0) return undefined;
  return width === layout.width || (width === -1 && rows === 0) ? { rank: 2, width: layout.width } : undefined;
}

function chosen(index: GraphIndex, node: RawNode, { width }: Layout): number[] | undefined {
  return constantIntegers(index, node.inputs[1])?.map((column) => (column < 0 ? column + width : column));
}

function sliced(index: GraphIndex, node: RawNode, { width }: Layout): number[] | undefined {
  const starts = integersOf(index, node, 'starts', 1);
  const ends = integersOf(index, node, 'ends', 2);
  const axes = attribute(node, 'axes') || node.inputs[3] ? integersOf(index, node, 'axes', 3) : undefined;
  const steps = node.inputs[4] ? constantIntegers(index, node.inputs[4]) : [1];
  const [start] = starts ?? [];
  const [end] = ends ?? [];
  if (start === undefined || end === undefined || axes?.length !== 1 || steps?.[0] !== 1) return undefined;
  if (!isColumnAxis(axes[0] ?? 0)) return undefined;
  const bound = (at: number): number => Math.min(Math.max(at < 0 ? at + width : at, 0), width);
  return range(bound(start), bound(end));
}

function split(index: GraphIndex, node: RawNode, { width }: Layout, position: number): number[] | undefined {
  if (!isColumnAxis(Number(attribute(node, 'axis')?.int ?? 0))) return undefined;
  const explicit = attribute(node, 'split') ?? node.inputs[1];
  const even = Math.ceil(width / node.outputs.length);
  const sizes = explicit ? integersOf(index, node, 'split', 1) : node.outputs.map(() => even);
  if (!sizes) return undefined;
  const start = sizes.slice(0, position).reduce((sum, size) => sum + size, 0);
  return range(start, Math.min(start + (sizes[position] ?? 0), width));
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(end - start, 0) }, (_, index) => start + index);
}
