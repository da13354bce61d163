import { stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import * as vscode from 'vscode';
import { OWN_SETTINGS_SUFFIX, SHARED_SETTINGS } from '../../contract/beside';
import { DisposableStore, type Disposable } from '../disposables';
import { fileKind, isOthersFile, isSettingsFile } from '../pick/kinds';
import { gather } from './gather';

/** An exporter writes a file in many steps. */
const SETTLE_MS = 300;
const LISTING_FILE = /(^|[/\\])\.gitignore$|\.dvc$/;
/** Git adds a line to it wherever HEAD goes. */
const HISTORY_FILE = /[/\\]\.git[/\\]logs[/\\]HEAD$/;
/** The description of a saved version: folder, model. */
const VERSION_FILE = /^(.*)[/\\]\.onnx-versions[/\\]([^/\\]+)[/\\][^/\\]+\.json$/;

export interface ModelWatchers {
  /** Models have come or gone, or what is hidden has changed. */
  readonly onListChange: () => void;
  /** These models, absolute paths, were written, or the settings beside them. */
  readonly onModelChange: (paths: readonly string[]) => void;
  /** A file of settings for many models was written. */
  readonly onSettingsChange: () => void;
  /** Git has another commit at hand. */
  readonly onHistoryChange: () => void;
  /** Whether a listed model lies in a folder. */
  readonly hasModelIn: (folder: string) => boolean;
}

/** Watches the workspace for all that the Models view shows. */
export function watchModels(watchers: ModelWatchers): Disposable {
  const store = new DisposableStore();
  const list = store.add(gather<string>(SETTLE_MS, () => watchers.onListChange()));
  const models = store.add(gather<string>(SETTLE_MS, watchers.onModelChange));
  const settings = store.add(gather<string>(SETTLE_MS, () => watchers.onSettingsChange()));
  const history = store.add(gather<string>(SETTLE_MS, () => watchers.onHistoryChange()));
  const relist = (): void => list.add('');

  const written = (path: string): void => {
    const [, folder, model] = VERSION_FILE.exec(path) ?? [];
    if (folder !== undefined && model !== undefined) models.add(join(folder, model));
    else if (fileKind(path) === 'model') models.add(path);
    else if (LISTING_FILE.test(path)) relist();
    else if (isSettingsFile(path)) settingsWritten(path);
  };
  const settingsWritten = (path: string): void => {
    if (basename(path).toLowerCase() === SHARED_SETTINGS) settings.add(path);
    else models.add(path.slice(0, -OWN_SETTINGS_SUFFIX.length));
  };
  const created = (path: string): void => {
    if (fileKind(path) === 'model') relist();
    // A folder that is moved here tells only of itself.
    else if (!basename(path).includes('.', 1)) void isFolder(path).then((folder) => (folder ? relist() : undefined));
    written(path);
  };
  const deleted = (path: string): void => {
    if (fileKind(path) === 'model' || watchers.hasModelIn(path + sep)) relist();
    written(path);
  };

  const watcher = store.add(vscode.workspace.createFileSystemWatcher('**'));
  const ours =
    (then: (path: string) => void) =>
    (uri: vscode.Uri): void => {
      if (uri.scheme !== 'file') return;
      if (HISTORY_FILE.test(uri.fsPath)) history.add('');
      else if (!isOthersFile(uri.fsPath)) then(uri.fsPath);
    };
  store.add(watcher.onDidCreate(ours(created)));
  store.add(watcher.onDidChange(ours(written)));
  store.add(watcher.onDidDelete(ours(deleted)));
  store.add(vscode.workspace.onDidChangeWorkspaceFolders(relist));
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('files.exclude') || event.affectsConfiguration('onnxWorkbench.models')) relist();
    }),
  );
  return store;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
