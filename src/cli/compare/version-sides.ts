import { isAbsolute, join, resolve } from 'node:path';
import type { CompareRequest } from '../../contract/compare';
import { WorkbenchError, type Issue } from '../../contract/issue';
import type { Side, SideName } from '../../contract/side';
import type { VersionReference, VersionSettings } from '../../contract/version';
import { versionSide, type VersionContext } from '../../engine/client/version-side';
import { findRepository } from '../../versions/repository';
import { pruneCache } from '../../versions/version-cache';
import type { SideText } from './compare-flags';

type GitText = Extract<SideText, { kind: 'git' }>;
type SavedText = Extract<SideText, { kind: 'version' }>;

export interface SidesContext extends VersionContext {
  readonly folder: string;
  /** `--sidecar` takes the place of the settings of any version. */
  readonly ownSettings: boolean;
}

export interface ResolvedSides {
  readonly sides: Pick<CompareRequest, SideName>;
  /** Whose settings each version is fed by. */
  readonly issues: readonly Issue[];
}

/**
 * Puts a copy in the cache for each side that is a version in Git or a saved one. Throws WorkbenchError as `versionSide`
 * does, and `version-of-what` where no model says whose version is meant.
 */
export async function resolveSides(
  typed: Readonly<Record<SideName, SideText>>,
  context: SidesContext,
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

async function fromGit(side: SideText, context: SidesContext): Promise<Partly> {
  return side.kind === 'git' ? gitSide(side, context) : { side };
}

async function fromSaved(
  own: Partly,
  other: Partly,
  context: SidesContext,
): Promise<{ readonly side: Side; readonly issue?: Issue }> {
  const { side, ...rest } = own;
  return side.kind === 'version' ? savedSide(side, other.side, context) : { side, ...rest };
}

/** The path is relative to the folder, as `git show REV:./path` has it, else to the repository's root. */
async function gitSide({ text, revision, path }: GitText, context: SidesContext): Promise<Partly> {
  const { folder, signal } = context;
  const at = async (model: string): Promise<Partly> => found(text, { kind: 'git', path: model, revision }, context);
  try {
    return await at(resolve(folder, path));
  } catch (error) {
    const relative = !isAbsolute(path) && !/^\.\.?[\\/]/.test(path);
    if (!relative || !(error instanceof WorkbenchError) || error.issues[0]?.code !== 'not-in-revision') throw error;
    const root = (await findRepository(folder, signal))?.root;
    if (root === undefined || root === folder) throw error;
    return at(join(root, path));
  }
}

async function savedSide(
  { text, name }: SavedText,
  other: Side | SavedText,
  context: SidesContext,
): Promise<{ readonly side: Side; readonly issue: Issue }> {
  if (other.kind !== 'model') throw ofWhat(text);
  const path = other.origin?.path ?? resolve(context.folder, other.path);
  return found(text, { kind: 'saved', path, name }, context);
}

async function found(
  text: string,
  reference: VersionReference,
  context: VersionContext,
): Promise<{ readonly side: Side; readonly issue: Issue }> {
  const { side, settings } = await versionSide(reference, text, context);
  return { side, issue: settingsIssue(text, settings) };
}

const SETTINGS: Readonly<Record<VersionSettings, string>> = {
  own: 'the settings it was kept with',
  current: "the model's settings of today, because none were kept with it",
  none: 'no settings: none were kept with it, and the model has none today',
};

function settingsIssue(text: string, settings: VersionSettings): Issue {
  return { severity: 'info', code: 'version-settings', message: `${text} is fed by ${SETTINGS[settings]}.` };
}

function ofWhat(text: string): WorkbenchError {
  const message = `${text} does not say which model's version is meant: the other side has to be a model file, or git:REV:path.`;
  return new WorkbenchError('usage', { code: 'version-of-what', message });
}
