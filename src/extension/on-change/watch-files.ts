import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../disposables';

/** Calls back when one of the files is written, comes or goes; they may lie outside every workspace folder. */
export function watchFiles(files: readonly string[], onEvent: () => void): Disposable {
  const store = new DisposableStore();
  for (const [folder, paths] of Map.groupBy(files, dirname)) {
    const names = new Set(paths.map((path) => basename(path)));
    const watcher = store.add(
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(folder), '*')),
    );
    const ours = (uri: vscode.Uri): void => {
      if (names.has(basename(uri.fsPath))) onEvent();
    };
    store.add(watcher.onDidChange(ours));
    store.add(watcher.onDidCreate(ours));
    store.add(watcher.onDidDelete(ours));
  }
  return store;
}
