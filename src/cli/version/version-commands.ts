import { resolve } from 'node:path';
import { WorkbenchError } from '../../contract/issue';
import type { EngineClient } from '../../engine/client/engine-client';
import { externalDataOf } from '../../engine/client/external-data';
import { headCommit } from '../../versions/head-commit';
import { restoreVersion } from '../../versions/saved/restore-version';
import {
  changeVersion,
  deleteVersion,
  savedVersion,
  savedVersions,
  saveVersion,
  type StoredVersion,
} from '../../versions/saved/saved-versions';
import type { CommandContext } from '../context';
import { EXIT, type ExitCode } from '../exit-code';
import { harmless } from '../harmless';
import { versionTable } from './version-text';

/** Runs of a model that are looked through for the newest of its content. */
const RUNS_LOOKED_AT = 200;

export interface VersionFlags {
  readonly json?: true;
}

/** `version save MODEL NAME`. */
export async function versionSaveCommand(
  context: CommandContext,
  given: string,
  name: string,
  { note, ...flags }: VersionFlags & { readonly note?: string },
): Promise<ExitCode> {
  const model = resolve(context.folder, given);
  const saved = await withEngine(context, async ({ engine }) => {
    const { externalData } = await engine.inspect({ model, folder: context.folder });
    const { runs } = await engine.logList({ near: model, model, limit: RUNS_LOOKED_AT });
    const commit = await commitOf(model);
    return saveVersion(
      model,
      externalData.map(({ location }) => location),
      { name, runs, ...(note !== undefined && { note }), ...(commit !== undefined && { commit }) },
    );
  });
  return answer(context, flags, jsonOf(saved), `Saved ${given} as '${saved.name}'.`);
}

/** `version list MODEL`: the newest first. */
export async function versionListCommand(
  context: CommandContext,
  given: string,
  flags: VersionFlags,
): Promise<ExitCode> {
  const { terminal } = context;
  const model = resolve(context.folder, given);
  const versions = await savedVersions(model);
  if (flags.json) return answer(context, flags, { model, versions: versions.map(jsonOf) }, '');
  if (versions.length === 0) terminal.message(`No saved versions of ${given}. Save one: version save ${given} NAME`);
  else await terminal.writeData(harmless(`${versionTable(versions, terminal.width ?? Infinity).join('\n')}\n`));
  return EXIT.ok;
}

/** `version restore MODEL NAME`. */
export async function versionRestoreCommand(
  context: CommandContext,
  given: string,
  name: string,
  flags: VersionFlags,
): Promise<ExitCode> {
  const model = resolve(context.folder, given);
  const version = await savedVersion(model, name);
  const kept = await withEngine(context, ({ engine }) =>
    restoreVersion(model, version, () => externalDataOf(engine, model)),
  );
  const told = kept ? ` What was there is kept as '${kept.name}'.` : '';
  const json = { path: model, ...jsonOf(version), kept: kept?.name ?? null };
  return answer(context, flags, json, `Restored ${given} to '${name}'.${told}`);
}

/** `version rename MODEL NAME NEW`. */
export async function versionRenameCommand(
  context: CommandContext,
  given: string,
  name: string,
  next: string,
  flags: VersionFlags,
): Promise<ExitCode> {
  const model = resolve(context.folder, given);
  const renamed = await changeVersion(model, await savedVersion(model, name), { name: next });
  return answer(context, flags, jsonOf(renamed), `Renamed '${name}' of ${given} to '${renamed.name}'.`);
}

/** `version delete MODEL NAME`. */
export async function versionDeleteCommand(
  context: CommandContext,
  given: string,
  name: string,
  flags: VersionFlags,
): Promise<ExitCode> {
  const model = resolve(context.folder, given);
  const version = await savedVersion(model, name);
  await deleteVersion(model, version);
  return answer(context, flags, { model, deleted: name }, `Deleted '${name}' of ${given}.`);
}

async function withEngine<T>(context: CommandContext, work: (client: EngineClient) => Promise<T>): Promise<T> {
  const client = context.startEngine();
  try {
    return await work(client);
  } finally {
    await client.dispose();
  }
}

/** A machine without Git has versions all the same. */
async function commitOf(model: string): Promise<string | undefined> {
  try {
    return await headCommit(model);
  } catch (error) {
    if (error instanceof WorkbenchError && error.issues[0]?.code === 'git-not-found') return undefined;
    throw error;
  }
}

async function answer(
  { terminal }: CommandContext,
  { json }: VersionFlags,
  members: object,
  text: string,
): Promise<ExitCode> {
  if (json) await terminal.writeData(`${JSON.stringify({ schema: 1, ...members }, null, 2)}\n`);
  else terminal.message(text);
  return EXIT.ok;
}

/** What a version's file says, without where that file is and its own format. */
function jsonOf({ path: _path, version: _format, ...version }: StoredVersion): Omit<StoredVersion, 'path' | 'version'> {
  return version;
}
