import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { isVersionNode, type CommitNode, type SavedVersionNode } from '../versions/version-nodes';
import { createVersionStore } from '../versions/version-store';
import type { ActiveModel } from './active-model';
import { createProblemDecorations } from './decorations';
import { createModelsDragAndDrop } from './drag-and-drop';
import { gather } from './gather';
import { createModelsTree } from './models-tree';
import { isModel, type MoreNode } from './nodes';
import { createModelReader } from './read-models';
import { verdict } from './verdict';
import { watchModels } from './watch';
import { findModels, type WorkspaceModels } from './workspace-models';

const VIEW = 'onnxWorkbench.models';
/** `none`, `ignored` (by Git, all of them) or `some`: which welcome an empty view shows. */
const FOUND_CONTEXT = 'onnxWorkbench.modelsFound';
/** Rows are drawn again together, however fast the engine answers. */
const REDRAW_MS = 100;

export interface ModelsView extends Disposable {
  /** Looks for the models and into each of them anew. */
  refresh(): void;
  showMore(node: MoreNode): void;
  /** Lists more of a model's commits. */
  showMoreCommits(model: vscode.Uri): void;
  /** Draws what stands beneath a model anew. */
  redraw(model: string): void;
  /** The versions that are selected. */
  selectedVersions(): readonly (SavedVersionNode | CommitNode)[];
}

export interface ModelsViewOptions {
  readonly engine: Pick<Client<EngineProtocol>, 'inspect' | 'logList'>;
  readonly activeModel: ActiveModel;
  readonly report: (error: unknown) => void;
}

/** The Models view. Costs nothing until it is shown. */
export function createModelsView({ engine, activeModel, report }: ModelsViewOptions): ModelsView {
  const store = new DisposableStore();
  const redraws = store.add(gather<string>(REDRAW_MS, (paths) => redraw(paths)));
  const reader = store.add(createModelReader({ engine, onRead: (path) => redraws.add(path), onBug: report }));
  const versions = createVersionStore(engine, report);
  const tree = store.add(
    createModelsTree({ find: findModels, reader, versions, onFound: (found) => showFound(found) }),
  );
  const decorations = store.add(createProblemDecorations(reader, (path) => tree.nodeOf(path) !== undefined));
  const view = store.add(
    vscode.window.createTreeView(VIEW, {
      treeDataProvider: tree,
      dragAndDropController: createModelsDragAndDrop(runDropped, report),
      canSelectMany: true,
    }),
  );

  const showBadge = (): void => {
    const broken = tree.models().filter((uri) => isBroken(uri)).length;
    const tooltip = vscode.l10n.t(broken === 1 ? '{0} model cannot run' : '{0} models cannot run', broken);
    view.badge = broken > 0 ? { value: broken, tooltip } : undefined;
  };
  const isBroken = (uri: vscode.Uri): boolean => {
    const reading = reader.known(uri.fsPath);
    return reading !== undefined && verdict(reading) === 'error';
  };
  const redraw = (paths: readonly string[]): void => {
    tree.redraw(paths);
    decorations.redraw(paths.flatMap((path) => tree.nodeOf(path) ?? []));
    showBadge();
  };
  const showFound = ({ folders, ignored }: WorkspaceModels): void => {
    const some = folders.some(({ models }) => models.length > 0);
    const found = some ? 'some' : ignored > 0 ? 'ignored' : 'none';
    void vscode.commands.executeCommand('setContext', FOUND_CONTEXT, found);
    showBadge();
  };
  const showTrust = (): void => {
    view.message = vscode.workspace.isTrusted
      ? ''
      : vscode.l10n.t('This folder is not trusted: models can be looked into, not run.');
  };
  const reveal = (path: string): void => {
    const node = tree.nodeOf(path);
    if (!node || !view.visible || view.selection.some((selected) => isModel(selected) && selected === node)) return;
    view.reveal(node, { select: true, focus: false }).then(undefined, report);
  };

  store.add(
    view.onDidChangeVisibility(({ visible }) => {
      reader.setAwake(visible);
    }),
  );
  store.add(
    view.onDidChangeSelection(({ selection }) => {
      const [first] = selection;
      if (first && isModel(first)) activeModel.set(first.fsPath);
    }),
  );
  store.add(activeModel.onDidChange(reveal));
  store.add(
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      showTrust();
      // Only now Git may tell what it ignores.
      tree.refresh();
    }),
  );
  store.add(
    watchModels({
      onListChange: () => tree.refresh(),
      onModelChange: (paths) => {
        reader.invalidate(paths);
        tree.redraw(paths);
      },
      onSettingsChange: () => readAnew(),
      onHistoryChange: () => redrawAll(),
      hasModelIn: (folder) => tree.models().some((uri) => uri.fsPath.startsWith(folder)),
    }),
  );
  const redrawAll = (): void => tree.redraw(tree.models().map(({ fsPath }) => fsPath));
  const readAnew = (): void => {
    reader.invalidateAll();
    redrawAll();
  };
  reader.setAwake(view.visible);
  showTrust();

  return {
    refresh: () => {
      reader.invalidateAll();
      tree.refresh();
    },
    showMore: (node) => tree.showMore(node),
    showMoreCommits: (model) => {
      versions.showMore(model);
      tree.redraw([model.fsPath]);
    },
    redraw: (model) => tree.redraw([model]),
    selectedVersions: () => view.selection.filter(isVersionNode),
    dispose: () => store.dispose(),
  };
}

function runDropped(model: vscode.Uri | undefined, data: readonly vscode.Uri[]): void {
  const [first] = data;
  const command = model ? 'onnxWorkbench.runPrediction' : 'onnxWorkbench.runWithModel';
  const resource = model ?? first;
  void vscode.commands.executeCommand(command, resource, model ? [model, ...data] : data);
}
