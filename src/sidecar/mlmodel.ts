import { parse } from 'yaml';
import { isObject } from './json-file';

export type MlflowReading =
  | { readonly kind: 'columns'; readonly columns: readonly string[] }
  /** No signature, or one of unnamed tensors. */
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly why: string };

/** The input columns of an MLflow `MLmodel` file: `signature.inputs` is JSON in a YAML text. */
export function readMlmodel(text: string): MlflowReading {
  let inputs: unknown;
  try {
    const file: unknown = parse(text);
    if (!isObject(file)) return { kind: 'malformed', why: 'is not an MLmodel file' };
    const signature = file.signature;
    if (!isObject(signature) || typeof signature.inputs !== 'string') return { kind: 'none' };
    inputs = JSON.parse(signature.inputs);
  } catch {
    return { kind: 'malformed', why: 'cannot be read as YAML with a JSON signature' };
  }
  if (!Array.isArray(inputs)) return { kind: 'malformed', why: 'has a signature whose inputs are no list' };
  const columns = inputs.flatMap((input: unknown) =>
    isObject(input) && typeof input.name === 'string' && input.type !== 'tensor' ? [input.name] : [],
  );
  return columns.length > 0 && columns.length === inputs.length ? { kind: 'columns', columns } : { kind: 'none' };
}
