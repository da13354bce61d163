import * as vscode from 'vscode';
import { activeTabUri } from '../active-tab';
import { DisposableStore, type Disposable } from '../disposables';
import { fileKind } from '../pick/kinds';

/** The model that the window is about: the last one selected in the Models view, opened in an editor, or named to a command. */
export interface ActiveModel extends Disposable {
  /** Absolute path. Stays after its editor is closed; undefined until there was one. */
  current(): string | undefined;
  /** Fires only where it is another one. */
  set(path: string): void;
  readonly onDidChange: vscode.Event<string>;
}

export function createActiveModel(): ActiveModel {
  const changed = new vscode.EventEmitter<string>();
  let current: string | undefined;
  return {
    current: () => current,
    set: (path) => {
      if (path === current) return;
      current = path;
      changed.fire(path);
    },
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}

/** Makes the model of the tab in front the active one, now and whenever another tab comes to the front. */
export function followTabs(activeModel: ActiveModel): Disposable {
  const store = new DisposableStore();
  const follow = (): void => {
    const uri = activeTabUri();
    if (uri?.scheme === 'file' && fileKind(uri.fsPath) === 'model') activeModel.set(uri.fsPath);
  };
  store.add(vscode.window.tabGroups.onDidChangeTabs(follow));
  store.add(vscode.window.tabGroups.onDidChangeTabGroups(follow));
  follow();
  return store;
}
