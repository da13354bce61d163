import { basename, resolve } from 'node:path';
import type { WorkbenchError } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import { sha256Of } from '../model-files';
import type { EngineParts } from '../parts';
import { settingsOf } from './run-settings';

/**
 * Logs a prediction that ended before its plan stood: a model that cannot be loaded, data that cannot be read. A model
 * that is not there leaves no run, because nothing says where its log would be; neither does a wrong flag.
 */
export async function recordFailure(
  parts: EngineParts,
  id: string,
  request: PredictRequest,
  error: WorkbenchError,
): Promise<void> {
  if (error.kind === 'usage' || request.log.kind === 'off') return;
  const model = resolve(request.folder, request.model);
  const sha256 = await sha256Of(model).catch(() => undefined);
  if (sha256 === undefined) return;
  const { data, folder, origin } = request;
  const path = origin?.path ?? model;
  const dataPath = data.kind === 'file' ? resolve(folder, data.path) : data.kind === 'stdin' ? '-' : data.kind;
  const recorder = await parts.logs.startRun(
    { ...request, pages: false },
    {
      id,
      source: request.source,
      model: { path, name: basename(path), sha256, revision: origin?.commit ?? null },
      data: { path: dataPath, sha256: null },
      executionProvider: 'cpu',
      runtimeVersion: await parts.runtimeVersion(),
      batchSize: null,
      inputs: 'off',
      settings: settingsOf(request, 'off'),
    },
  );
  const cancelled = error.kind === 'cancelled';
  await recorder.finish({
    status: cancelled ? 'cancelled' : 'failed',
    rows: 0,
    error: cancelled ? null : { kind: error.kind, message: error.message },
    issues: error.issues,
  });
}
