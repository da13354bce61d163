import type { Dtype } from '../contract/dtype';
import type { ModelAnalysis } from '../onnx/analysis';
import { inputShapes, type InputShape } from './input-shapes';

/** A column that a model would take, for generated inputs and templates. */
export interface TemplateColumn {
  readonly name: string;
  readonly dtype: Dtype;
  /** [] for one value a row. */
  readonly rowShape: readonly number[];
}

/** Size of a free dimension that nobody gave. */
const FREE_SIZE = 1;

/**
 * The columns of a table that would feed the model by name: its features where it names them, else one column per input,
 * or `name_0 ...` for a flat row. `dims` gives sizes of symbolic dimensions. Scalars and fixed shapes are left out.
 */
export function templateColumns(
  analysis: ModelAnalysis,
  dims: Readonly<Record<string, number>> = {},
): readonly TemplateColumn[] {
  const inputs = inputShapes(analysis, new Map(Object.entries(dims))).inputs.filter(({ kind }) => kind === 'rows');
  const features = analysis.featureNames;
  const [only] = inputs;
  if (features && only && inputs.length === 1 && (only.size === null || only.size === features.length)) {
    return features.map((name) => ({ name, dtype: only.signature.dtype, rowShape: [] }));
  }
  return inputs.flatMap(inputColumns);
}

function inputColumns({ name, signature, rowDims }: InputShape): readonly TemplateColumn[] {
  const rowShape = (rowDims ?? [1]).map((dim) => (typeof dim === 'number' ? dim : FREE_SIZE));
  const { dtype } = signature;
  const [width, ...others] = rowShape;
  if (others.length > 0) return [{ name, dtype, rowShape }];
  if (width === undefined || width === 1) return [{ name, dtype, rowShape: [] }];
  return Array.from({ length: width }, (_, index) => ({ name: `${name}_${index}`, dtype, rowShape: [] }));
}
