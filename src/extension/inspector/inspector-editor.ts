import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../disposables';
import { createController, followChanges } from './follow';
import { attachInspector, type InspectorParts } from './inspector-host';
import { INSPECTOR_EDITOR, INSPECTOR_OPTION } from './inspector-types';
import { modelSource } from './model-source';

/** The read-only editor of models: the whole inspector. Versions in Git are shown too. */
export function registerInspectorEditor(parts: InspectorParts): Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: ({ uri }, panel) => {
      const store = new DisposableStore();
      const controller = store.add(createController(parts));
      store.add(attachInspector(parts, { webview: panel.webview, place: 'editor', controller }));
      store.add(followChanges(parts, controller, () => panel.visible, panel.onDidChangeViewState));
      panel.onDidDispose(() => store.dispose());
      void controller.show(modelSource(uri, parts.engine));
    },
  };
  const store = new DisposableStore();
  for (const type of [INSPECTOR_EDITOR, INSPECTOR_OPTION]) {
    store.add(vscode.window.registerCustomEditorProvider(type, provider, { supportsMultipleEditorsPerDocument: true }));
  }
  return store;
}
