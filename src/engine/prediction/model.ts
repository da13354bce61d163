import { resolve } from 'node:path';
import type { ModelAnalysis } from '../../onnx/analysis';
import { readModel } from '../../onnx/read-model';
import { modelStamp, STAMP_SEPARATOR, stampOf, type FileStamp } from '../model-files';

/** Reading again while a script writes the file. */
const READ_AGAIN = 5;

export interface ReadModel {
  readonly path: string;
  readonly analysis: ModelAnalysis;
  readonly stamp: FileStamp;
}

/** The model without its weights, and the stamp of the files that this was read from. Throws WorkbenchError. */
export async function readStampedModel(folder: string, model: string): Promise<ReadModel> {
  const path = resolve(folder, model);
  for (let attempt = 1; ; attempt++) {
    const before = await stampOf(path).catch(() => undefined);
    const analysis = await readModel(path, model);
    const stamp = await modelStamp(path, externalLocations(analysis));
    if (attempt === READ_AGAIN || stamp.split(STAMP_SEPARATOR)[0] === before) return { path, analysis, stamp };
  }
}

/** External data files, relative to the model's folder; none where the model must not be loaded. */
export function externalLocations(analysis: ModelAnalysis): readonly string[] {
  const { externalData, problems } = analysis.summary;
  return problems.some(({ severity }) => severity === 'error') ? [] : externalData.map(({ location }) => location);
}
