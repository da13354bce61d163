import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BindingOptions } from '../../contract/binding-options';
import type { PredictRequest } from '../../contract/predict';
import type { RunSettings } from '../../contract/run';

export type RepeatedOptions = Pick<PredictRequest, 'binding' | 'reading' | 'onError' | 'batch'>;

/** What is asked of the engine so that a run is repeated as its log tells it, wherever it was started from. */
export function repeatedOptions({ folder, binding, reading, onError, batch }: RunSettings): RepeatedOptions {
  return { binding: absolutePaths(binding, folder), reading, onError, ...(batch !== null && { batch }) };
}

/** `truth` is a column or a file: it is a path where there is such a file. */
function absolutePaths(binding: BindingOptions, folder: string): BindingOptions {
  const { sidecar, truth } = binding;
  const truthFile = truth === undefined ? undefined : resolve(folder, truth);
  return {
    ...binding,
    ...(sidecar !== undefined && { sidecar: resolve(folder, sidecar) }),
    ...(truthFile !== undefined && existsSync(truthFile) && { truth: truthFile }),
  };
}
