import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import type { ActiveModel } from '../models/active-model';
import { findLogPlaces } from './log-places';
import { createLogWatch } from './log-watch';
import { isRunNode, nodeId, type Grouping, type MoreNode, type PredictionsNode, type RunNode } from './nodes';
import { createPredictionStore, type LogPlace } from './prediction-store';
import type { Surroundings } from './shown-models';
import { modelItem, moreItem, problemItem, runItem, withTooltip } from './tree-items';

const VIEW = 'onnxWorkbench.predictions';
const GROUPING_CONTEXT = 'onnxWorkbench.predictionsGrouping';
/** Set once the logs were read: an empty view then means that there are no runs. */
const READ_CONTEXT = 'onnxWorkbench.predictionsRead';
const GROUPING_KEY = 'predictions.grouping';
/** How long ago a run was is said anew this often. */
const CLOCK_MS = 60_000;
/** A run whose process was killed writes nothing any more: it is asked about all the same. */
const RUNNING_MS = 10_000;

export interface PredictionsView extends Disposable {
  /** Looks for the logs and reads them anew. */
  refresh(): Promise<void>;
  /** Reads the logs anew at once, after something was changed here. */
  reread(): Promise<void>;
  setGrouping(grouping: Grouping): Promise<void>;
  showMore(node: MoreNode): Promise<void>;
  /** The runs that are selected. */
  selected(): readonly RunNode[];
}

export interface PredictionsViewOptions {
  readonly engine: Pick<Client<EngineProtocol>, 'logPath' | 'logModels' | 'logList'>;
  readonly activeModel: ActiveModel;
  readonly memory: vscode.Memento;
  readonly report: (error: unknown) => void;
}

/** The Predictions view. Nothing is asked and nothing is watched while it is hidden. */
export function createPredictionsView({
  engine,
  activeModel,
  memory,
  report,
}: PredictionsViewOptions): PredictionsView {
  const disposables = new DisposableStore();
  const store = createPredictionStore(engine);
  const changed = disposables.add(new vscode.EventEmitter<undefined>());
  let places: readonly LogPlace[] | undefined;
  let reading = Promise.resolve();
  let fresh: Promise<void> | undefined;
  let asleep = false;

  const redraw = (): void => changed.fire(undefined);
  const read = async (): Promise<void> => {
    places ??= await findLogPlaces(engine, activeModel.current());
    if (!asleep) await watch.watch([...new Set([...places.map(({ path }) => path), ...store.logs()])]);
    if (await store.refresh(places, surroundings(activeModel))) redraw();
    void vscode.commands.executeCommand('setContext', READ_CONTEXT, true);
  };
  /** One reading after the other, so that the last one shows what there is now. */
  const reread = (): Promise<void> => {
    reading = reading.catch(() => undefined).then(read);
    return reading;
  };
  const refresh = (): Promise<void> => {
    places = undefined;
    return reread();
  };
  const shown = (): Promise<void> => (fresh ??= refresh().catch(report));
  const rereadIfVisible = async (): Promise<void> => {
    if (view.visible) await reread().catch(report);
  };
  const watch = disposables.add(createLogWatch(rereadIfVisible));

  const provider: vscode.TreeDataProvider<PredictionsNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => treeItem(node, store.grouping(), newestModel),
    resolveTreeItem: (item, node) => (node.kind === 'run' ? withTooltip(item, node) : item),
    getChildren: async (node) => {
      if (node) return node.kind === 'model' ? [...(await store.runsOf(node))] : [];
      await shown();
      const roots = await store.roots();
      newestModel = roots.find(({ kind }) => kind === 'model');
      return [...roots];
    },
  };
  /** Its runs are shown at once. */
  let newestModel: PredictionsNode | undefined;
  setGroupingOf(store, memory.get<Grouping>(GROUPING_KEY) === 'time' ? 'time' : 'model');
  const view = disposables.add(
    vscode.window.createTreeView(VIEW, { treeDataProvider: provider, canSelectMany: true, showCollapseAll: true }),
  );

  const clock = setInterval(() => {
    if (view.visible) redraw();
  }, CLOCK_MS);
  const running = setInterval(() => {
    if (store.isAnyRunning()) void rereadIfVisible();
  }, RUNNING_MS);
  disposables.add({
    dispose: () => {
      clearInterval(clock);
      clearInterval(running);
    },
  });
  disposables.add(
    view.onDidChangeVisibility(({ visible }) => {
      asleep = !visible;
      if (visible) void shown();
      else sleep();
    }),
  );
  const sleep = (): void => {
    fresh = undefined;
    void watch.watch([]);
  };
  const lookAnew = (): void => {
    fresh = undefined;
    if (view.visible) void shown();
  };
  disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(lookAnew));
  disposables.add(activeModel.onDidChange(lookAnew));

  return {
    refresh,
    reread,
    setGrouping: async (grouping) => {
      setGroupingOf(store, grouping);
      redraw();
      await memory.update(GROUPING_KEY, grouping);
    },
    showMore: async (node) => {
      await store.showMore(node);
      redraw();
    },
    selected: () => view.selection.filter(isRunNode),
    dispose: () => disposables.dispose(),
  };
}

function surroundings(activeModel: ActiveModel): Surroundings {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  return { folders, activeModel: activeModel.current() };
}

function setGroupingOf(store: { setGrouping(grouping: Grouping): void }, grouping: Grouping): void {
  store.setGrouping(grouping);
  void vscode.commands.executeCommand('setContext', GROUPING_CONTEXT, grouping);
}

function treeItem(node: PredictionsNode, grouping: Grouping, newest: PredictionsNode | undefined): vscode.TreeItem {
  switch (node.kind) {
    case 'model':
      return modelItem(node, newest !== undefined && nodeId(node) === nodeId(newest));
    case 'run':
      return runItem(node, grouping);
    case 'more':
      return moreItem(node);
    case 'problem':
      return problemItem(node);
  }
}
