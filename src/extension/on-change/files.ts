import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import type { Client } from '../../contract/rpc';
import type { Stamp } from './settling';

type Engine = Pick<Client<EngineProtocol>, 'inspect' | 'checkMapping'>;

/** The files that a run reads. Absolute paths. */
export interface RunFiles {
  /** Model and external data. */
  readonly model: readonly string[];
  /** Absent where the rows are in no file. */
  readonly data?: string;
  /** Settings beside the model, which need not be there, and a file of the truth. */
  readonly beside: readonly string[];
}

/** Which files a run of this request reads, as far as the model can be read. */
export async function filesOf(engine: Engine, request: PredictRequest): Promise<RunFiles> {
  const { folder, data, binding } = request;
  const model = resolve(folder, request.model);
  const named = [binding.sidecar, binding.truth].flatMap((path) => (path === undefined ? [] : [resolve(folder, path)]));
  return {
    model: await modelFiles(engine, request),
    ...(data.kind === 'file' && { data: resolve(folder, data.path) }),
    beside: [...new Set([...(await settingsFiles(model)), ...named])],
  };
}

/** The model's file and its external data, as far as the model can be read. */
export async function modelFiles(
  engine: Pick<Engine, 'inspect'>,
  request: Pick<PredictRequest, 'model' | 'folder'>,
): Promise<readonly string[]> {
  const { model, folder } = request;
  const path = resolve(folder, model);
  const external = await engine
    .inspect({ model, folder })
    .then((summary) => summary.externalData.map(({ location }) => join(dirname(path), location)), unreadable);
  return [path, ...external];
}

/** Where a model's settings are, and where its own would be. */
export async function settingsFiles(model: string): Promise<readonly string[]> {
  const { findSettings, ownSidecarPath } = await import('../../sidecar/find-sidecar');
  const found = await findSettings(model).then((place) => (place ? [place.path] : []), unreadable);
  return [...new Set([ownSidecarPath(model), ...found])];
}

function unreadable(error: unknown): readonly string[] {
  if (error instanceof WorkbenchError) return [];
  throw error;
}

/** What cannot be read of changed files, which may be because they are still written. */
export async function findUnreadable(
  engine: Engine,
  request: PredictRequest,
  files: RunFiles,
  changed: readonly string[],
): Promise<{ readonly file: string; readonly message: string } | undefined> {
  const [model = ''] = files.model;
  const message = changed.some((path) => path !== files.data) ? await faultOfModel(engine, request) : undefined;
  if (message !== undefined) return { file: changed.find((path) => path !== files.data) ?? model, message };
  if (files.data === undefined || !changed.includes(files.data)) return undefined;
  const fault = await faultOfData(engine, request);
  return fault === undefined ? undefined : { file: files.data, message: fault };
}

/** What keeps a model from being read. */
export async function faultOfModel(
  engine: Pick<Engine, 'inspect'>,
  { model, folder }: Pick<PredictRequest, 'model' | 'folder'>,
): Promise<string | undefined> {
  try {
    const { problems } = await engine.inspect({ model, folder });
    return problems.find(({ severity }) => severity === 'error')?.message;
  } catch (error) {
    if (error instanceof WorkbenchError) return error.message;
    throw error;
  }
}

async function faultOfData(
  engine: Engine,
  { model, data, folder, binding, reading }: PredictRequest,
): Promise<string | undefined> {
  if (data.kind !== 'file') return undefined;
  try {
    await engine.checkMapping({ model, data: data.path, folder, binding, reading });
    return undefined;
  } catch (error) {
    if (error instanceof WorkbenchError) return error.kind === 'data' ? error.message : undefined;
    throw error;
  }
}

/** Size, time and identity of a file: a file that was moved over another is another one. */
export async function stampOf(path: string): Promise<Stamp> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.size}:${found.mtimeNs}:${found.ino}`;
}
