import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';

export const SETTINGS_VIEW_TYPE = 'onnxWorkbench.settings';

export interface SettingsEditorParts {
  readonly engine: Client<EngineProtocol>;
  readonly extensionUri: vscode.Uri;
  readonly report: (error: unknown) => void;
}

/** The editor of a model's settings, a form. */
export function registerSettingsEditor(parts: SettingsEditorParts): Disposable {
  return vscode.window.registerCustomEditorProvider(SETTINGS_VIEW_TYPE, {
    resolveCustomTextEditor: async (document, panel) => {
      const store = new DisposableStore();
      panel.onDidDispose(() => store.dispose());
      // Loaded with the first form: the schema behind it would slow the start down.
      const { attachForm } = await import('./settings-form');
      store.add(attachForm(parts, document, panel.webview));
    },
  });
}
