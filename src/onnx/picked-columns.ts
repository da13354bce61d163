import { constantIntegers, integersOf, type GraphIndex } from './graph-index';
import { attribute, type RawNode } from './proto/raw-model';

/**
 * For operators that pick columns of [rows, width]: which column each column of output `position` comes from. Undefined
 * where the graph does not show it, and for everything else.
 */
export function pickedColumns(
  index: GraphIndex,
  node: RawNode,
  width: number,
  position: number,
): readonly number[] | undefined {
  switch (node.op) {
    case 'Gather':
      return isColumnAxis(axisOf(node, 0)) ? chosen(index, node, width) : undefined;
    case 'ArrayFeatureExtractor':
      return chosen(index, node, width);
    case 'Slice':
      return sliced(index, node, width);
    case 'Split':
      return split(index, node, width, position);
    default:
      return undefined;
  }
}

/** Whether this is axis 1 of a tensor of rank 2. */
export function isColumnAxis(axis: number | undefined): boolean {
  return axis === 1 || axis === -1;
}

/** The attribute `axis`. */
export function axisOf(node: RawNode, byDefault: number): number {
  return Number(attribute(node, 'axis')?.int ?? byDefault);
}

function chosen(index: GraphIndex, node: RawNode, width: number): number[] | undefined {
  return constantIntegers(index, node.inputs[1])?.map((column) => (column < 0 ? column + width : column));
}

function sliced(index: GraphIndex, node: RawNode, width: number): number[] | undefined {
  const axes = integersOf(index, node, 'axes', 3);
  const [step] = node.inputs[4] ? (constantIntegers(index, node.inputs[4]) ?? []) : [1];
  if (axes?.length !== 1 || !isColumnAxis(axes[0]) || step !== 1) return undefined;
  const [start] = integersOf(index, node, 'starts', 1) ?? [];
  const [end] = integersOf(index, node, 'ends', 2) ?? [];
  if (start === undefined || end === undefined) return undefined;
  const bound = (at: number): number => Math.min(Math.max(at < 0 ? at + width : at, 0), width);
  return range(bound(start), bound(end));
}

function split(index: GraphIndex, node: RawNode, width: number, position: number): number[] | undefined {
  if (!isColumnAxis(axisOf(node, 0))) return undefined;
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
