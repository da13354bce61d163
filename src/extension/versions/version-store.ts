import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { Client } from '../../contract/rpc';
import type { Metrics, Run } from '../../contract/run';
import type { FileRevision, KnownContent } from '../../contract/version';
import { fileHistory } from '../../versions/git-history';
import { knownContents } from '../../versions/known-content';
import { repositoryOf } from '../../versions/repository';
import { versionsFolder } from '../../versions/saved/store';
import type { CommitNode, SavedVersionNode, VersionsNode, VersionTreeNode } from './version-nodes';

/** Commits listed at first, and added by each "Load More". */
const PAGE = 20;
/** Runs of a model that are looked through for metrics. */
const RUNS_LOOKED_AT = 200;

export interface VersionStore {
  /** What stands beneath a model, told from names of files alone: Git is asked for nothing. */
  groupsOf(model: vscode.Uri): readonly VersionsNode[];
  /** What stands beneath a group. Never rejects. */
  versionsOf(group: VersionsNode): Promise<readonly VersionTreeNode[]>;
  showMore(model: vscode.Uri): void;
}

/** The versions that the Models view shows, read as they are looked at. `onBug` is told of what is nobody's fault. */
export function createVersionStore(
  engine: Pick<Client<EngineProtocol>, 'logList'>,
  onBug: (error: unknown) => void,
): VersionStore {
  const shown = new Map<string, number>();
  const contents = new Map<string, KnownContent>();

  const contentsOf = async (model: string, revisions: readonly FileRevision[]): Promise<void> => {
    const unknown = revisions.filter(({ blob }) => blob !== null && !contents.has(blob));
    if (unknown.length === 0) return;
    for (const [blob, content] of await knownContents(await repositoryOf(model), unknown)) contents.set(blob, content);
  };
  const commits = async (model: vscode.Uri): Promise<readonly VersionTreeNode[]> => {
    const path = model.fsPath;
    const limit = shown.get(path) ?? PAGE;
    const history = await fileHistory(path, limit + 1);
    const revisions = history.slice(0, limit);
    if (revisions.length === 0) return [note(model, vscode.l10n.t('No commit has this model yet'))];
    await contentsOf(path, revisions);
    const { runs } = await engine.logList({ near: path, model: path, limit: RUNS_LOOKED_AT });
    const rows = revisions.map((revision) => commitNode(model, revision, contents.get(revision.blob ?? ''), runs));
    return history.length > limit ? [...rows, { kind: 'moreCommits', model }] : rows;
  };

  return {
    groupsOf: (model) => [
      ...(hasSaved(model.fsPath) ? [{ kind: 'savedVersions', model } as const] : []),
      ...(vscode.workspace.isTrusted && isInRepository(model.fsPath) ? [{ kind: 'history', model } as const] : []),
    ],
    versionsOf: async ({ kind, model }) => {
      try {
        return await (kind === 'history' ? commits(model) : savedNodes(model));
      } catch (error) {
        if (!(error instanceof WorkbenchError)) onBug(error);
        return [note(model, error instanceof Error ? error.message : String(error))];
      }
    },
    showMore: ({ fsPath }) => {
      shown.set(fsPath, (shown.get(fsPath) ?? PAGE) + PAGE);
    },
  };
}

async function savedNodes(model: vscode.Uri): Promise<readonly SavedVersionNode[]> {
  // Loaded with the first versions that are looked at: the schema behind it would slow the start down.
  const { savedVersions } = await import('../../versions/saved/saved-versions');
  return (await savedVersions(model.fsPath)).map((version) => ({ kind: 'savedVersion', model, version }));
}

function commitNode(
  model: vscode.Uri,
  revision: FileRevision,
  content: KnownContent | undefined,
  runs: readonly Run[],
): CommitNode {
  const metrics = metricsOf(revision, content, runs);
  return { kind: 'commit', model, revision, ...(content && { content }), ...(metrics && { metrics }) };
}

/** A run belongs to a commit that it names, or whose content it ran. */
function metricsOf(
  { commit }: FileRevision,
  content: KnownContent | undefined,
  runs: readonly Run[],
): Metrics | undefined {
  const own = runs.filter(
    ({ model, status }) => status === 'ok' && (model.revision === commit || model.sha256 === content?.sha256),
  );
  return own.find(({ metrics }) => metrics !== null)?.metrics ?? undefined;
}

function note(model: vscode.Uri, text: string): VersionTreeNode {
  return { kind: 'versionNote', model, text };
}

function hasSaved(model: string): boolean {
  const folder = versionsFolder(model);
  return existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.json'));
}

function isInRepository(model: string): boolean {
  for (let folder = dirname(model); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true;
    if (folder === dirname(folder)) return false;
  }
}
