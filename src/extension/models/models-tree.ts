import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../disposables';
import { versionItem } from '../versions/version-items';
import type { VersionStore } from '../versions/version-store';
import { isModel, type FolderNode, type ModelsNode, type MoreNode } from './nodes';
import type { ModelReader } from './read-models';
import { placeInWorkspace } from '../place-in-workspace';
import { dataItem, folderItem, modelItem, moreItem, settingsItem } from './tree-items';
import type { WorkspaceModels } from './workspace-models';

/** A longer list is shown piece by piece. */
const MODELS_AT_ONCE = 500;

export interface ModelsTree extends vscode.TreeDataProvider<ModelsNode>, Disposable {
  /** The node of a listed model. */
  nodeOf(path: string): vscode.Uri | undefined;
  /** All models of the workspace, listed yet or not. */
  models(): readonly vscode.Uri[];
  /** Looks for the models again, once somebody looks at the tree. */
  refresh(): void;
  /** Draws these models again. */
  redraw(paths: readonly string[]): void;
  showMore(node: MoreNode): void;
}

export interface ModelsTreeOptions {
  readonly find: (token: vscode.CancellationToken) => Promise<WorkspaceModels>;
  readonly reader: Pick<ModelReader, 'get'>;
  readonly versions: VersionStore;
  readonly onFound: (found: WorkspaceModels) => void;
}

/** The models of the workspace, folder by folder where there are several. Looks for them when it is first shown. */
export function createModelsTree({ find, reader, versions, onFound }: ModelsTreeOptions): ModelsTree {
  const changed = new vscode.EventEmitter<ModelsNode | ModelsNode[] | undefined>();
  const shown = new Map<string, number>();
  let nodes = new Map<string, vscode.Uri>();
  let twins: ReadonlySet<string> = new Set();
  let folders: readonly FolderNode[] = [];
  let isCurrent = false;
  let search: vscode.CancellationTokenSource | undefined;

  const look = async (): Promise<void> => {
    search?.cancel();
    const mine = new vscode.CancellationTokenSource();
    search = mine;
    const found = await find(mine.token);
    if (mine.token.isCancellationRequested) return;
    const old = nodes;
    nodes = new Map();
    folders = found.folders.map(({ folder, models }) => ({
      kind: 'folder',
      folder,
      models: models.map((path) => {
        const node = old.get(path) ?? vscode.Uri.file(path);
        nodes.set(path, node);
        return node;
      }),
    }));
    twins = sameNames([...nodes.keys()]);
    isCurrent = true;
    onFound(found);
  };
  const roots = async (): Promise<ModelsNode[]> => {
    if (!isCurrent) await look();
    const [first, ...others] = folders;
    if (!first || others.length === 0) return first ? modelsOf(first) : [];
    return folders.filter(({ models }) => models.length > 0);
  };
  const modelsOf = (folder: FolderNode): ModelsNode[] => {
    const limit = shown.get(folder.folder.uri.toString()) ?? MODELS_AT_ONCE;
    const count = folder.models.length - limit;
    const listed = folder.models.slice(0, limit);
    return count > 0 ? [...listed, { kind: 'more', of: folder, count }] : listed;
  };
  const besideOf = (model: vscode.Uri): ModelsNode[] => {
    const { data = [], settings } = reader.get(model.fsPath)?.beside ?? {};
    return [
      ...data.map((one) => ({ kind: 'data', model, data: one }) as const),
      ...(settings === undefined ? [] : [{ kind: 'settings', model, path: settings } as const]),
      ...versions.groupsOf(model),
    ];
  };
  const below = async (node: ModelsNode): Promise<ModelsNode[]> => {
    if (isModel(node)) return besideOf(node);
    switch (node.kind) {
      case 'folder':
        return modelsOf(node);
      case 'savedVersions':
      case 'history':
        return [...(await versions.versionsOf(node))];
      default:
        return [];
    }
  };

  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => {
      if (!isModel(node)) return otherItem(node);
      const place = twins.has(basename(node.fsPath)) ? placeInWorkspace(node.fsPath) || undefined : undefined;
      return modelItem(node, reader.get(node.fsPath), { place, hasChildren: besideOf(node).length > 0 });
    },
    getChildren: (node) => (node ? below(node) : roots()),
    getParent: (node) => {
      if (!isModel(node)) return 'model' in node ? node.model : undefined;
      return folders.length > 1 ? folders.find(({ models }) => models.includes(node)) : undefined;
    },
    nodeOf: (path) => nodes.get(path),
    models: () => [...nodes.values()],
    refresh: () => {
      isCurrent = false;
      changed.fire(undefined);
    },
    redraw: (paths) => {
      const listed = paths.flatMap((path) => nodes.get(path) ?? []);
      if (listed.length > 0) changed.fire(listed);
    },
    showMore: ({ of }) => {
      const key = of.folder.uri.toString();
      shown.set(key, (shown.get(key) ?? MODELS_AT_ONCE) + MODELS_AT_ONCE);
      changed.fire(folders.length > 1 ? of : undefined);
    },
    dispose: () => {
      search?.cancel();
      changed.dispose();
    },
  };
}

function otherItem(node: Exclude<ModelsNode, vscode.Uri>): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return folderItem(node);
    case 'more':
      return moreItem(node);
    case 'settings':
      return settingsItem(node);
    case 'data':
      return dataItem(node);
    default:
      return versionItem(node);
  }
}

/** File names that more than one path has. */
function sameNames(paths: readonly string[]): ReadonlySet<string> {
  const byName = Map.groupBy(paths, (path) => basename(path));
  return new Set([...byName].flatMap(([name, group]) => (group.length > 1 ? [name] : [])));
}
