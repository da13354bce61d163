import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../../contract/errors';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { Client } from '../../contract/rpc';
import type { KnownContent } from '../../contract/version';
import { versionsFolder } from '../../versions/saved/store';
import type { SavedVersionNode, VersionsNode, VersionTreeNode } from './version-nodes';

/** Commits listed at first, and added by each "Load More". */
const PAGE = 20;

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

  const commits = async (model: vscode.Uri): Promise<readonly VersionTreeNode[]> => {
    const { listCommits } = await import('./list-commits');
    return listCommits(engine, model, shown.get(model.fsPath) ?? PAGE, contents);
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
        return [note(model, messageOf(error))];
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
