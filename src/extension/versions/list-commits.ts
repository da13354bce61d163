import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import type { Metrics, Run } from '../../contract/run';
import type { FileRevision, KnownContent } from '../../contract/version';
import { fileHistory } from '../../versions/git-history';
import { knownContents } from '../../versions/known-content';
import { repositoryOf } from '../../versions/repository';
import type { CommitNode, VersionTreeNode } from './version-nodes';

/** Runs of a model that are looked through for metrics. */
const RUNS_LOOKED_AT = 200;

/**
 * The newest commits that changed a model. `contents` keeps what was found out of each content. Throws WorkbenchError where
 * Git or the log cannot be read.
 */
export async function listCommits(
  engine: Pick<Client<EngineProtocol>, 'logList'>,
  model: vscode.Uri,
  limit: number,
  contents: Map<string, KnownContent>,
): Promise<readonly VersionTreeNode[]> {
  const path = model.fsPath;
  const history = await fileHistory(path, limit + 1);
  const revisions = history.slice(0, limit);
  if (revisions.length === 0)
    return [{ kind: 'versionNote', model, text: vscode.l10n.t('No commit has this model yet') }];
  const unknown = revisions.filter(({ blob }) => blob !== null && !contents.has(blob));
  if (unknown.length > 0) {
    const found = await knownContents(await repositoryOf(path), unknown);
    for (const [blob, content] of found) contents.set(blob, content);
  }
  const { runs } = await engine.logList({ near: path, model: path, limit: RUNS_LOOKED_AT });
  const rows = revisions.map((revision) => commitNode(model, revision, contents.get(revision.blob ?? ''), runs));
  return history.length > limit ? [...rows, { kind: 'moreCommits', model }] : rows;
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
