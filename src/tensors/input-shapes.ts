import type { Dim } from '../contract/model';
import type { InputSignature, ModelAnalysis } from '../onnx/analysis';
import type { RunMode } from './binding-plan';

/** An input, seen from a table: what one row gives it. */
export interface InputShape {
  readonly name: string;
  readonly signature: InputSignature;
  /**
   * `rows`: the first axis counts rows. `whole`: a fixed shape beside inputs with a row axis, one value for the run.
   * `scalar`: shape [].
   */
  readonly kind: 'rows' | 'whole' | 'scalar';
  /** Shape of one row, symbolic sizes given by name settled; null where the model does not even say the rank. */
  readonly rowDims: readonly Dim[] | null;
  /** Values that one row takes; null where a free dimension leaves that to the data. */
  readonly size: number | null;
}

/** The inputs as rows feed them, and how batches are divided. `dims` gives sizes of symbolic dimensions. */
export function inputShapes(
  analysis: ModelAnalysis,
  dims: ReadonlyMap<string, number>,
): { readonly inputs: readonly InputShape[]; readonly mode: RunMode } {
  const mode = runMode(analysis);
  return { mode, inputs: analysis.inputs.map((signature) => inputShape(signature, mode, dims)) };
}

function runMode({ inputs, fixedBatch }: ModelAnalysis): RunMode {
  if (fixedBatch) return { kind: 'row-by-row' };
  const first = inputs.flatMap(({ shape }) => (shape === null ? [null] : shape.slice(0, 1)));
  const sizes = new Set(first);
  const [size] = sizes;
  return sizes.size === 1 && typeof size === 'number' && size > 1
    ? { kind: 'fixed', rows: size }
    : { kind: 'together' };
}

function inputShape(signature: InputSignature, mode: RunMode, dims: ReadonlyMap<string, number>): InputShape {
  const { name, shape } = signature;
  if (shape === null) return { name, signature, kind: 'rows', rowDims: null, size: null };
  const [first, ...rest] = shape;
  const rowDims = rest.map((dim) => (typeof dim === 'string' ? (dims.get(dim) ?? dim) : dim));
  const size = rowDims.every((dim) => typeof dim === 'number')
    ? rowDims.reduce<number>((all, dim) => all * dim, 1)
    : null;
  if (first === undefined) return { name, signature, kind: 'scalar', rowDims: [], size: 1 };
  const whole = typeof first === 'number' && first > 1 && mode.kind !== 'fixed';
  return { name, signature, kind: whole ? 'whole' : 'rows', rowDims, size };
}
