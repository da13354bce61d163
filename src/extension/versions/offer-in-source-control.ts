import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../disposables';
import { followModelChanges, type GitApi } from './model-changes';

interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): GitApi;
}

/** Whether a model has changed since HEAD. */
const CONTEXT = 'onnxWorkbench.modelChangedSinceHead';

/**
 * Menus of Source Control cannot ask for the name of a row's file, so Compare Model Predictions is offered there only
 * while a model has changed.
 */
export function offerInSourceControl(report: (error: unknown) => void): Disposable {
  const store = new DisposableStore();
  const follow = async (): Promise<void> => {
    const git = await vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
    if (!git) return;
    let following: Disposable | undefined;
    const set = (changed: boolean): void => void vscode.commands.executeCommand('setContext', CONTEXT, changed);
    const turn = (on: boolean): void => {
      if (following) store.remove(following);
      following?.dispose();
      following = on ? store.add(followModelChanges(git.getAPI(1), set)) : undefined;
      if (!on) set(false);
    };
    store.add(git.onDidChangeEnablement(turn));
    turn(git.enabled);
  };
  follow().catch(report);
  return store;
}
