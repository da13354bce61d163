import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { WorkbenchError } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import type { PredictionWriter } from '../../data/write/format';
import { openPredictionFile, streamPredictions } from '../../data/write/writer';
import type { TableHead } from '../../data/table';

/**
 * Where predictions are written beside the log. Throws WorkbenchError where the place cannot be written, or is the model
 * or the data itself, which a run never overwrites.
 */
export async function openOutput(
  { output, folder, model, data }: PredictRequest,
  head: TableHead,
  id: string | undefined,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<PredictionWriter> {
  if (output.kind === 'none') return nowhere;
  const options = { head, keep: output.keep, ...(id === undefined ? {} : { id }) };
  if (output.kind === 'stream') return streamPredictions(output.format, write, options);
  const path = resolve(folder, output.path);
  for (const input of data.kind === 'file' ? [data.path, model] : [model]) {
    if (await isSameFile(path, resolve(folder, input))) throw isInput(output.path, input);
  }
  return openPredictionFile(path, options);
}

/** Links followed; false where one of them is not there. */
async function isSameFile(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all(
    [path, other].map((each) => stat(each, { bigint: true }).catch(() => undefined)),
  );
  return one !== undefined && two !== undefined && one.isFile() && one.ino === two.ino && one.dev === two.dev;
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
