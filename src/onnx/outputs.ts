import type { Dim } from '../contract/model';
import type { OutputSignature } from './analysis';
import { isZipMap, storedClasses } from './classifier';
import type { GraphIndex } from './graph-index';
import { classColumns, probabilitySource, type ProbabilitySource } from './probabilities';
import type { RawNode, RawValue } from './proto/raw-model';
import { isBorderType } from './border-types';
import type { CarriedOutput } from './carried-border';
import { tensorDtype, tensorShape, valueInfo } from './value-types';

/** How each output of the graph is fetched and what it means; `inputShapes` are those of the inputs that have to be fed. */
export function outputSignatures(
  index: GraphIndex,
  inputShapes: readonly (readonly Dim[] | null)[],
  carriers: ReadonlyMap<string, CarriedOutput>,
): OutputSignature[] {
  const sources = new Map<string, ProbabilitySource>();
  for (const output of index.graph.outputs) {
    const source = probabilitySource(index, output);
    if (source) sources.set(output.name, source);
  }
  const columns = classColumns(sources);
  return index.graph.outputs.map((output) => {
    const zipmap = zipMapBehind(index, output);
    if (zipmap) return zipmap;
    const carried = carriers.get(output.name);
    const kind = output.type?.kind ?? 'none';
    const dtype = carried?.dtype ?? (kind === 'none' ? 'float32' : tensorDtype(output.type));
    if (dtype === undefined || !isBorderType(dtype)) {
      return { kind: 'unsupported', name: output.name, type: valueInfo(output).type };
    }
    const shape = carried ? carried.shape : tensorShape(output.type);
    const classColumn = columns.get(output.name);
    return {
      kind: 'tensor',
      name: output.name,
      dtype,
      shape,
      probabilities: sources.has(output.name),
      rowAxis: hasRowAxis(shape, inputShapes),
      ...(carried && { carrier: carried.tensor }),
      ...(classColumn && { classColumn }),
    };
  });
}

/** The maps of an output that a ZipMap gives, by the tensor that it takes apart. */
export function zipMapBehind(
  index: GraphIndex,
  output: RawValue,
): Extract<OutputSignature, { readonly kind: 'zipmap' }> | undefined {
  let node: RawNode | undefined = index.producers.get(output.name)?.node;
  while (node?.op === 'Identity' && output.type?.kind === 'sequence')
    node = index.producers.get(node.inputs[0] ?? '')?.node;
  if (!node || !isZipMap(node)) return undefined;
  const classes = storedClasses(node);
  const [tensor] = node.inputs;
  return classes && tensor ? { kind: 'zipmap', name: output.name, tensor, classes } : undefined;
}

/**
 * Declared output shapes are often wrong in their sizes (`[1]` for a label per row), so only three things speak against a
 * row axis: no dims at all, a fixed size above 1 that no input has, and the name of an input's other dimension.
 */
function hasRowAxis(shape: readonly Dim[] | null, inputShapes: readonly (readonly Dim[] | null)[]): boolean {
  if (shape === null) return true;
  const [first] = shape;
  if (first === undefined) return false;
  const batches = inputShapes.map((dims) => dims?.[0]);
  if (first === null || first === 0 || first === 1 || batches.includes(first)) return true;
  if (typeof first === 'number') return inputShapes.length > 0 && inputShapes.every((dims) => dims === null);
  return !inputShapes.some((dims) => dims?.slice(1).includes(first));
}
