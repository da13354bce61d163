import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../disposables';
import { gather } from '../models/gather';
import { isOthersFile } from '../pick/kinds';
import { changesTests } from './changes-tests';

/** A data set is written in many steps. */
const SETTLE_MS = 300;

/** Calls back when tests may have come, gone or changed. `hasTestIn` says whether a folder or file has tests now. */
export function watchTests(onChange: () => void, hasTestIn: (path: string) => boolean): Disposable {
  const store = new DisposableStore();
  const changes = store.add(gather<string>(SETTLE_MS, () => onChange()));
  const heard =
    (event: 'written' | 'came' | 'went') =>
    ({ scheme, fsPath }: vscode.Uri): void => {
      if (scheme !== 'file' || isOthersFile(fsPath)) return;
      if (changesTests(fsPath, event) || (event === 'went' && hasTestIn(fsPath))) changes.add('');
    };
  const watcher = store.add(vscode.workspace.createFileSystemWatcher('**'));
  store.add(watcher.onDidCreate(heard('came')));
  store.add(watcher.onDidChange(heard('written')));
  store.add(watcher.onDidDelete(heard('went')));
  store.add(vscode.workspace.onDidChangeWorkspaceFolders(() => changes.add('')));
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => changes.add('')));
  return store;
}
