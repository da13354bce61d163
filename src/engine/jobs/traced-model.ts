import { WorkbenchError } from '../../contract/issue';
import type { TensorValue } from '../../contract/tensor';
import { isBorderType } from '../../onnx/border-types';
import { exposeLayers, fetchName } from '../../onnx/layers/expose-layers';
import type { Layer } from '../../onnx/layers/list-layers';
import type { LayerHead } from '../../compare/pair-layers';
import { acceptedItems } from '../layers/accepted-items';
import type { EngineParts } from '../parts';
import { plainText } from '../prediction/run-failed';
import type { FeedRun } from '../workers/data-protocol';
import type { Loaded, LoadRequest, RuntimeValues } from '../workers/session-protocol';
import { LOAD_LIMIT_MS } from './load-model';
import { RUN_LIMIT_MS } from './drain';
import { answerOf } from './runtime-call';

/** A model whose tensors between operators can be fetched. */
export interface TracedModel {
  /** Those that are tensors, in the order of the graph. */
  readonly layers: readonly LayerHead[];
  /** Sequences, maps and optionals. */
  readonly others: readonly Layer[];
  /** Those that the runtime does not give out. */
  readonly notGiven: readonly Layer[];
  readonly nested: readonly string[];
  readonly values: RuntimeValues;
  /** By which name the runtime gives each layer. */
  readonly fetches: ReadonlyMap<string, string>;
  /** From now on only these can be fetched, so that the runtime holds no more than them. */
  expose(names: readonly string[]): Promise<void>;
  /** By the names of the layers. */
  run(run: FeedRun, names: readonly string[]): Promise<ReadonlyMap<string, TensorValue>>;
  close(): void;
}

interface Limits {
  readonly load?: number;
  readonly run?: number;
}

/** Loads a model with all its layers as outputs, but those that the runtime refuses as such. Throws WorkbenchError where that does not work, and for a cancel. */
export async function openTraced(
  parts: EngineParts,
  load: LoadRequest,
  limits: Limits,
  signal: AbortSignal,
): Promise<TracedModel> {
  const file = load.displayName;
  const { layers, outputs, nested } = await parts.data.listLayers({ path: load.model, file });
  const own = new Set(outputs);
  const call = <V>(limitMs: number, work: () => Promise<V>): Promise<V> =>
    answerOf(parts, { signal, limitMs, label: `${file} while its layers were compared` }, work);
  const loadLimit = limits.load ?? LOAD_LIMIT_MS;
  const tryWith = async (exposed: readonly Layer[]): Promise<Exclude<Loaded, { kind: 'changed' }>> => {
    const request: LoadRequest = { ...load, appended: exposeLayers(exposed, own), tracing: true };
    const loaded = await call(loadLimit, () => parts.sessions.load(request));
    if (loaded.kind === 'changed') throw changed(file);
    return loaded;
  };
  const accepts = async (exposed: readonly Layer[]): Promise<boolean> => {
    const tried = await tryWith(exposed);
    if (tried.kind === 'loaded') await parts.sessions.release(tried.session);
    return tried.kind === 'loaded';
  };
  const loadWith = async (exposed: readonly Layer[]): Promise<string> => {
    const loaded = await tryWith(exposed);
    if (loaded.kind === 'loaded') return loaded.session;
    throw refused(file, loaded.message);
  };
  const first = await tryWith(layers);
  const given = first.kind === 'loaded' ? layers : await givenOf(layers, accepts);
  if (first.kind === 'refused' && given.length === 0) throw refused(file, first.message);
  let session: string | undefined = first.kind === 'loaded' ? first.session : await loadWith(given);
  const release = (): void => {
    if (session !== undefined) parts.sessions.release(session).catch(() => undefined);
    session = undefined;
  };
  const opened = (): string => {
    if (session === undefined) throw new Error(`${file} is not loaded.`);
    return session;
  };
  const values = await parts.sessions.describe(session).catch((error: unknown) => {
    release();
    throw error;
  });
  const shapes = new Map(values.outputs.map((output) => [output.name, output]));
  const isTensor = (layer: Layer): boolean => shapes.get(fetchName(layer))?.dtype !== undefined;
  const isGiven = (layer: Layer): boolean => {
    const dtype = shapes.get(fetchName(layer))?.dtype;
    return dtype !== undefined && isBorderType(dtype);
  };
  const accepted = new Set(given);
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  return {
    layers: given.filter(isGiven).map((layer) => ({ ...layer, shape: shapes.get(fetchName(layer))?.shape ?? [] })),
    others: given.filter((layer) => !isTensor(layer)),
    notGiven: layers.filter((layer) => !accepted.has(layer) || (isTensor(layer) && !isGiven(layer))),
    nested,
    values,
    fetches: new Map(layers.map((layer) => [layer.name, fetchName(layer)])),
    expose: async (names) => {
      release();
      session = await loadWith(names.flatMap((name) => byName.get(name) ?? []));
    },
    run: async ({ feeds }, names) => {
      const wanted = names.flatMap((name) => byName.get(name) ?? []);
      const request = { session: opened(), feeds, fetches: wanted.map(fetchName) };
      const ran = await call(limits.run ?? RUN_LIMIT_MS, () => parts.sessions.run(request));
      if (ran.kind === 'failed') throw failed(file, ran.message);
      return new Map(
        wanted.flatMap((layer) => {
          const value = ran.outputs.get(fetchName(layer));
          return value ? [[layer.name, value] as const] : [];
        }),
      );
    },
    close: release,
  };
}

/** None where the model is refused without any of them too, or where too many are. */
async function givenOf(
  layers: readonly Layer[],
  accepts: (some: readonly Layer[]) => Promise<boolean>,
): Promise<readonly Layer[]> {
  const given = (await accepts([])) ? await acceptedItems(layers, accepts) : undefined;
  return given ?? [];
}

function changed(file: string): WorkbenchError {
  const message = `${file} changed since it was compared. Compare again.`;
  return new WorkbenchError('model', { code: 'model-keeps-changing', message, file });
}

function refused(file: string, words: string): WorkbenchError {
  const message = `${file} cannot be run operator by operator: ${plainText(words)}`;
  return new WorkbenchError('model', { code: 'model-refused', message, file });
}

function failed(file: string, words: string): WorkbenchError {
  const message = `${file} failed while it was run operator by operator: ${plainText(words)}`;
  return new WorkbenchError('run', { code: 'run-failed', message, file });
}
