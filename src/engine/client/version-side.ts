import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import type { Side } from '../../contract/side';
import type { VersionReference, VersionSettings } from '../../contract/version';
import { findSidecar } from '../../sidecar/find-sidecar';
import type { FetchOptions } from '../../versions/fetch-missing';
import { modelAtRevision } from '../../versions/git-version';
import { savedModel } from '../../versions/saved/saved-model';
import { markUsed } from '../../versions/version-cache';
import { externalDataOf } from './external-data';

export interface VersionContext extends FetchOptions {
  readonly engine: Pick<Client<EngineProtocol>, 'inspect'>;
  /** Absolute path of the folder that keeps copies. */
  readonly cache: string;
}

export interface VersionSide {
  /** A copy of the version, which stands for the model itself in the log. */
  readonly side: Extract<Side, { kind: 'model' }>;
  /** Whose settings lie beside the copy. */
  readonly settings: VersionSettings;
}

/**
 * A version as a side of a comparison. `label` stands for it in reports. Throws WorkbenchError as `modelAtRevision` and
 * `savedModel` do.
 */
export async function versionSide(
  reference: VersionReference,
  label: string,
  context: VersionContext,
): Promise<VersionSide> {
  if (reference.kind === 'saved') return copySaved(reference, label, context.cache);
  const found = await gitSide(reference, label, context);
  await markUsed(context.cache, found.side.path);
  return found;
}

/** A saved version in the cache. Throws WorkbenchError as `savedModel` does. */
export async function copySaved(
  { path, name }: Omit<Extract<VersionReference, { kind: 'saved' }>, 'kind'>,
  label: string,
  cache: string,
): Promise<VersionSide> {
  const saved = await savedModel({ path, name, cache, ...(await currentSettings(path)) });
  await markUsed(cache, saved.path);
  return {
    side: { kind: 'model', path: saved.path, label, origin: { path } },
    settings: saved.settings === 'saved' ? 'own' : saved.settings,
  };
}

async function gitSide(
  { path, revision }: Extract<VersionReference, { kind: 'git' }>,
  label: string,
  { engine, cache, mayFetch, signal }: VersionContext,
): Promise<VersionSide> {
  const version = await modelAtRevision({
    path,
    revision,
    cache,
    mayFetch,
    ...(signal && { signal }),
    externalData: (model) => externalDataOf(engine, model),
    ...(await currentSettings(path)),
  });
  const { commit } = version.commit;
  return {
    side: { kind: 'model', path: version.path, label, origin: { path, commit } },
    settings: version.settings === 'revision' ? 'own' : version.settings,
  };
}

async function currentSettings(
  path: string,
): Promise<{ readonly currentSettings?: Readonly<Record<string, unknown>> }> {
  const found = await findSidecar(path);
  return found ? { currentSettings: { ...found.sidecar } } : {};
}
