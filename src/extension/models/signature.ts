import type { Dim, ModelSummary, ValueInfo } from '../../contract/model';

/** So many inputs are shown with type and shape; more only by name. */
const DETAILED_INPUTS = 2;
const NAMED_VALUES = 3;

/** Inputs and outputs on one line: `X float32[?,6] → label, probabilities`. */
export function signatureText({ inputs, outputs }: Pick<ModelSummary, 'inputs' | 'outputs'>): string {
  const fed =
    inputs.length <= DETAILED_INPUTS ? inputs.map((input) => `${input.name} ${typeText(input)}`) : names(inputs);
  return `${fed.join(', ')} → ${names(outputs).join(', ')}`.trim();
}

/** Dtype and shape: `float32[batch,3,224,224]`; without brackets where the rank is unknown, or for a single value. */
export function typeText({ type, shape }: ValueInfo): string {
  return shape === null || shape.length === 0 ? type : `${type}[${shape.map(dimText).join(',')}]`;
}

function dimText(dim: Dim): string {
  return dim === null || dim === '' ? '?' : String(dim);
}

function names(values: readonly ValueInfo[]): string[] {
  const shown = values.slice(0, NAMED_VALUES).map(({ name }) => name);
  const more = values.length - shown.length;
  return more > 0 ? [...shown, `+${more}`] : shown;
}
