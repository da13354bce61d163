import { isAbsolute, join, resolve } from 'node:path';
import type { CompareRequest } from '../../contract/compare';
import type { Side, SideName } from '../../contract/side';
import { WorkbenchError, type Issue } from '../../contract/issue';
import type { EngineClient } from '../../engine/client/engine-client';
import { externalDataOf } from '../../engine/client/external-data';
import { findSidecar } from '../../sidecar/find-sidecar';
import { modelAtRevision } from '../../versions/git-version';
import { findRepository } from '../../versions/repository';
import { savedModel } from '../../versions/saved/saved-model';
import { markUsed, pruneCache } from '../../versions/version-cache';
import type { SideText } from './compare-flags';

type ModelSide = Extract<Side, { kind: 'model' }>;
type GitText = Extract<SideText, { kind: 'git' }>;
type SavedText = Extract<SideText, { kind: 'version' }>;

export interface VersionContext {
  readonly folder: string;
  readonly client: EngineClient;
  /** Absolute path of the folder that keeps copies. */
  readonly cache: string;
  /** Whether what is not on this machine may be downloaded. */
  readonly fetch: boolean;
  /** `--sidecar` takes the place of the settings of any version. */
  readonly ownSettings: boolean;
  readonly signal: AbortSignal;
}

export interface ResolvedSides {
  readonly sides: Pick<CompareRequest, SideName>;
  /** Whose settings each version is fed by. */
  readonly issues: readonly Issue[];
}

interface Resolved {
  readonly side: ModelSide;
  readonly issue: Issue;
}

/**
 * Puts a copy in the cache for each side that is a version in Git or a saved one. Throws WorkbenchError as
 * `modelAtRevision` and `savedModel` do, and `version-of-what` where no model says whose version is meant.
 */
export async function resolveSides(
  typed: Readonly<Record<SideName, SideText>>,
  context: VersionContext,
): Promise<ResolvedSides> {
  const baseline = await fromGit(typed.baseline, context);
  const candidate = await fromGit(typed.candidate, context);
  const sides = {
    baseline: await fromSaved(baseline, candidate, context),
    candidate: await fromSaved(candidate, baseline, context),
  };
  const issues = Object.values(sides).flatMap(({ issue }) => (issue && !context.ownSettings ? [issue] : []));
  if (Object.values(typed).some(({ kind }) => kind === 'git' || kind === 'version')) await pruneCache(context.cache);
  return { sides: { baseline: sides.baseline.side, candidate: sides.candidate.side }, issues };
}

interface Partly {
  readonly side: Side | SavedText;
  readonly issue?: Issue;
}

async function fromGit(side: SideText, context: VersionContext): Promise<Partly> {
  return side.kind === 'git' ? gitSide(side, context) : { side };
}

async function fromSaved(
  own: Partly,
  other: Partly,
  context: VersionContext,
): Promise<{ readonly side: Side; readonly issue?: Issue }> {
  const { side, ...rest } = own;
  return side.kind === 'version' ? savedSide(side, other.side, context) : { side, ...rest };
}

/** The path is relative to the folder, as `git show REV:./path` has it, else to the repository's root. */
async function gitSide(typed: GitText, context: VersionContext): Promise<Resolved> {
  const { folder, signal } = context;
  try {
    return await atRevision(typed, resolve(folder, typed.path), context);
  } catch (error) {
    const relative = !isAbsolute(typed.path) && !/^\.\.?[\\/]/.test(typed.path);
    if (!relative || !(error instanceof WorkbenchError) || error.issues[0]?.code !== 'not-in-revision') throw error;
    const root = (await findRepository(folder, signal))?.root;
    if (root === undefined || root === folder) throw error;
    return atRevision(typed, join(root, typed.path), context);
  }
}

async function atRevision({ text, revision }: GitText, path: string, context: VersionContext): Promise<Resolved> {
  const { cache, fetch, signal } = context;
  const version = await modelAtRevision({
    path,
    revision,
    cache,
    mayFetch: () => Promise.resolve(fetch),
    signal,
    externalData: (model) => externalDataOf(context.client.engine, model),
    ...(await currentSettings(path)),
  });
  await markUsed(cache, version.path);
  const { commit } = version.commit;
  const side: ModelSide = { kind: 'model', path: version.path, label: text, origin: { path, commit } };
  return { side, issue: settingsIssue(text, version.settings === 'revision' ? 'own' : version.settings) };
}

async function savedSide(
  { text, name }: SavedText,
  other: Side | SavedText,
  context: VersionContext,
): Promise<Resolved> {
  if (other.kind !== 'model') throw ofWhat(text);
  const path = other.origin?.path ?? resolve(context.folder, other.path);
  const saved = await savedModel({ path, name, cache: context.cache, ...(await currentSettings(path)) });
  await markUsed(context.cache, saved.path);
  const side: ModelSide = { kind: 'model', path: saved.path, label: text, origin: { path } };
  return { side, issue: settingsIssue(text, saved.settings === 'saved' ? 'own' : saved.settings) };
}

async function currentSettings(
  path: string,
): Promise<{ readonly currentSettings?: Readonly<Record<string, unknown>> }> {
  const found = await findSidecar(path);
  return found ? { currentSettings: { ...found.sidecar } } : {};
}

const SETTINGS = {
  own: 'the settings it was kept with',
  current: "the model's settings of today, because none were kept with it",
  none: 'no settings: none were kept with it, and the model has none today',
} as const;

function settingsIssue(text: string, settings: keyof typeof SETTINGS): Issue {
  return { severity: 'info', code: 'version-settings', message: `${text} is fed by ${SETTINGS[settings]}.` };
}

function ofWhat(text: string): WorkbenchError {
  const message = `${text} does not say which model's version is meant: the other side has to be a model file, or git:REV:path.`;
  return new WorkbenchError('usage', { code: 'version-of-what', message });
}
