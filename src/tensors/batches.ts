import type { ModelAnalysis, OutputSignature } from '../onnx/analysis';
import { inputShapes, type InputShape } from './input-shapes';
import type { OutputMeaning } from './output-meaning';

/** How many rows may go to the runtime at once. */
export type BatchPolicy =
  | { readonly kind: 'stream'; readonly rows: number }
  /** The answers depend on the batch: all rows in one, or the user says how many (`--batch`). */
  | { readonly kind: 'whole'; readonly why: string }
  /** `rows` are read at a time; each runs alone. */
  | { readonly kind: 'row-by-row'; readonly rows: number };

const MOST_ROWS = 16_384;
/** Elements of one batch's widest tensor: 16 MB of float32. */
const MOST_ELEMENTS = 4 * 1024 * 1024;
/** What a free dimension is taken for. */
const FREE_SIZE = 128;

/** Batches by what the graph declares: outputs without a row axis and dynamic quantisation need all rows at once. */
export function batchPolicy(analysis: ModelAnalysis, meaning: Pick<OutputMeaning, 'outputs'>): BatchPolicy {
  const { inputs, mode } = inputShapes(analysis, new Map());
  const rows = batchRows(analysis, inputs);
  if (mode.kind === 'row-by-row') return { kind: 'row-by-row', rows };
  const whole = meaning.outputs.find(({ rowAxis }) => !rowAxis);
  if (whole)
    return {
      kind: 'whole',
      why: `the output '${whole.name}' has no row axis: it stands for all rows of a batch together`,
    };
  if (analysis.quantisesDynamically)
    return { kind: 'whole', why: 'the model quantises dynamically: its scale comes from all rows of a batch' };
  return { kind: 'stream', rows: mode.kind === 'fixed' ? Math.max(1, Math.floor(rows / mode.rows)) * mode.rows : rows };
}

function batchRows(analysis: ModelAnalysis, inputs: readonly InputShape[]): number {
  const widest = Math.max(
    1,
    ...inputs.map(({ rowDims }) => sizeOf(rowDims ?? [])),
    ...analysis.outputs.map(outputSize),
  );
  const most = Math.min(MOST_ROWS, Math.floor(MOST_ELEMENTS / widest));
  return most < 1 ? 1 : 2 ** Math.floor(Math.log2(most));
}

function outputSize(output: OutputSignature): number {
  if (output.kind === 'zipmap') return output.classes.length;
  return output.kind === 'unsupported' ? 1 : sizeOf((output.shape ?? []).slice(1));
}

function sizeOf(dims: readonly (number | string | null)[]): number {
  return dims.reduce<number>((all, dim) => all * (typeof dim === 'number' ? dim : FREE_SIZE), 1);
}
