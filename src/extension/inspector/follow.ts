import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { BESIDE_FILES, SHARED_SETTINGS } from '../../contract/beside';
import { DisposableStore, type Disposable } from '../disposables';
import { createLogWatch } from '../predictions/log-watch';
import { metricText, rowsText, runTitle, statusText } from '../runs/run-text';
import { fullTime, timeAgo } from '../runs/when';
import { createInspectorController, type InspectorController } from './controller';
import type { InspectorParts } from './inspector-host';

/** A file that is being written changes many times. */
const SETTLE_MS = 250;
/** What lies beside a model and is read with it. */
const NEIGHBOURS: ReadonlySet<string> = new Set([...BESIDE_FILES, SHARED_SETTINGS]);

/** A controller whose runs are said in the language of the window. */
export function createController({ engine, report }: InspectorParts): InspectorController {
  const { language } = vscode.env;
  return createInspectorController({
    engine,
    onBug: report,
    describeRun: (run) => ({
      id: run.id,
      status: run.status,
      title: runTitle(run),
      detail: [statusText(run), rowsText(run.rows), metricText(run)].filter((part) => part !== undefined).join(' · '),
      when: timeAgo(run.start, Date.now(), language),
      time: fullTime(run.start, language),
    }),
  });
}

/** Reads the model anew when its file, or what lies beside it, has changed, and its runs when its log has. */
export function followChanges(
  { engine, report }: InspectorParts,
  controller: InspectorController,
  isVisible: () => boolean,
  onDidChangeVisibility: (listener: () => void) => vscode.Disposable,
): Disposable {
  const store = new DisposableStore();
  const logs = store.add(createLogWatch(() => controller.refreshRuns()));
  let watched: { readonly path: string; readonly watcher: Disposable } | undefined;

  const follow = (): void => {
    const file = controller.source()?.file;
    const path = file && !file.version ? file.path : undefined;
    if (path === watched?.path) return;
    watched?.watcher.dispose();
    watched = path === undefined ? undefined : { path, watcher: watchBeside(path, () => void controller.refresh()) };
  };
  const watchLog = async (): Promise<void> => {
    const path = watched?.path;
    const visible = path !== undefined && isVisible();
    await logs.watch(visible ? [await engine.logPath({ near: path })] : []);
    if (visible) await controller.refreshRuns();
  };
  store.add(
    controller.onShown(() => {
      follow();
      watchLog().catch(report);
    }),
  );
  store.add(
    onDidChangeVisibility(() => {
      watchLog().catch(report);
    }),
  );
  store.add({ dispose: () => watched?.watcher.dispose() });
  return store;
}

/** Tells, once it has settled, of a change of the file or of what is read with it. */
function watchBeside(path: string, onChange: () => void): Disposable {
  const store = new DisposableStore();
  const folder = vscode.Uri.file(dirname(path));
  const watcher = store.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*')));
  let timer: NodeJS.Timeout | undefined;
  const heard = ({ fsPath }: vscode.Uri): void => {
    if (!fsPath.startsWith(path) && !NEIGHBOURS.has(basename(fsPath))) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  };
  store.add(watcher.onDidCreate(heard));
  store.add(watcher.onDidChange(heard));
  store.add(watcher.onDidDelete(heard));
  store.add({ dispose: () => clearTimeout(timer) });
  return store;
}
