import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../disposables';
import { createController, followChanges } from './follow';
import { attachInspector, type InspectorParts } from './inspector-host';
import { INSPECTOR_VIEW } from './inspector-types';
import { modelSource } from './model-source';

/** The side view: it shows the active model. */
export function registerInspectorView(parts: InspectorParts): Disposable {
  return vscode.window.registerWebviewViewProvider(INSPECTOR_VIEW, {
    resolveWebviewView: (view) => {
      const store = new DisposableStore();
      const controller = store.add(createController(parts));
      store.add(attachInspector(parts, { webview: view.webview, place: 'view', controller }));
      const follow = (model: string | undefined): void => {
        void controller.show(model === undefined ? undefined : modelSource(vscode.Uri.file(model), parts.engine));
      };
      store.add(parts.activeModel.onDidChange(follow));
      store.add(followChanges(parts, controller, () => view.visible, view.onDidChangeVisibility));
      view.onDidDispose(() => store.dispose());
      follow(parts.activeModel.current());
    },
  });
}
