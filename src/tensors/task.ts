import type { ModelAnalysis, OutputSignature } from '../onnx/analysis';
import type { ClassNaming } from './class-match';

/** What a model answers, as far as finding its target needs it. */
export type Task =
  | { readonly kind: 'classifier'; readonly naming: ClassNaming }
  /** One number a row. */
  | { readonly kind: 'regressor' }
  | { readonly kind: 'other' };

/** The task by the graph's signature. `naming` are its classes, where they are known. */
export function taskOf(analysis: ModelAnalysis, naming: ClassNaming | undefined): Task {
  if (naming) return { kind: 'classifier', naming };
  const [output, ...others] = analysis.outputs;
  return output && others.length === 0 && isNumberPerRow(output) ? { kind: 'regressor' } : { kind: 'other' };
}

function isNumberPerRow(output: OutputSignature): boolean {
  if (output.kind !== 'tensor' || !output.dtype.startsWith('float')) return false;
  return (
    output.rowAxis &&
    (output.shape === null || output.shape.slice(1).every((dim) => dim === 1 || typeof dim !== 'number'))
  );
}
