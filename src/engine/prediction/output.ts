import { resolve } from 'node:path';
import type { PredictRequest } from '../../contract/predict';
import type { PredictionWriter } from '../../data/write/format';
import { openPredictionFile, streamPredictions } from '../../data/write/writer';
import type { TableHead } from '../../data/table';

/** Where predictions are written beside the log. Throws WorkbenchError where the place cannot be written. */
export async function openOutput(
  { output, folder }: PredictRequest,
  head: TableHead,
  id: string | undefined,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<PredictionWriter> {
  if (output.kind === 'none') return nowhere;
  const options = { head, keep: output.keep, ...(id === undefined ? {} : { id }) };
  if (output.kind === 'stream') return streamPredictions(output.format, write, options);
  return openPredictionFile(resolve(folder, output.path), options);
}

const nowhere: PredictionWriter = {
  add: () => Promise.resolve(),
  finish: () => Promise.resolve(),
  abort: () => Promise.resolve(),
};
