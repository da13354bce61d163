import { resolve } from 'node:path';
import { WorkbenchError } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import type { PredictionWriter } from '../../data/write/format';
import { openPredictionFile, streamPredictions } from '../../data/write/writer';
import type { Unfinished } from '../../data/write/sink';
import type { TableHead } from '../../data/table';
import { isSameFile } from '../same-file';

/** Where the bytes of predictions go. */
export interface Outlet {
  /** Takes chunks of a streamed output. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Hears of a file until it is whole or gone. */
  readonly unfinished: Unfinished;
}

/**
 * Where predictions are written beside the log. Throws WorkbenchError where the place cannot be written, or is the model
 * or the data itself, which a run never overwrites.
 */
export async function openOutput(
  { output, folder, model, data }: PredictRequest,
  head: TableHead,
  id: string | undefined,
  { write, unfinished }: Outlet,
): Promise<PredictionWriter> {
  if (output.kind === 'none') return nowhere;
  const { keep, safeCells = false } = output;
  const options = { head, keep, safeCells, ...(id === undefined ? {} : { id }) };
  if (output.kind === 'stream') return streamPredictions(output.format, write, options);
  const path = resolve(folder, output.path);
  for (const input of data.kind === 'file' ? [data.path, model] : [model]) {
    if (await isSameFile(path, resolve(folder, input))) throw isInput(output.path, input);
  }
  return openPredictionFile(path, { ...options, unfinished });
}

function isInput(output: string, input: string): WorkbenchError {
  const message = `--out ${output} is ${input}, which this prediction reads: give the predictions a file of their own.`;
  return new WorkbenchError('usage', { code: 'out-is-input', message, file: output });
}

const nowhere: PredictionWriter = {
  add: () => Promise.resolve(),
  finish: () => Promise.resolve(),
  abort: () => Promise.resolve(),
};
