import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { InspectorHostProtocol, InspectorState } from '../../contract/inspector-page';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import type { ActiveModel } from '../models/active-model';
import type { ResultsPages } from '../results/results-pages';
import { attachPage } from '../webview/attach-page';
import { createAnswers } from './answers';
import type { InspectorController } from './controller';

/** What every inspector works with. */
export interface InspectorParts {
  readonly engine: Client<EngineProtocol>;
  readonly extensionUri: vscode.Uri;
  readonly activeModel: ActiveModel;
  readonly pages: ResultsPages;
  /** Tells the user of an error and never throws. */
  readonly report: (error: unknown) => void;
}

export interface InspectorPage {
  readonly webview: vscode.Webview;
  readonly place: InspectorState['place'];
  readonly controller: InspectorController;
}

/** Joins a page and a controller: what changes is shown, what the page asks is answered. */
export function attachInspector(parts: InspectorParts, { webview, place, controller }: InspectorPage): Disposable {
  const store = new DisposableStore();
  let show: (state: InspectorState) => void = () => undefined;
  const state = (): InspectorState => ({ place, trusted: vscode.workspace.isTrusted, content: controller.content() });
  const push = (): void => show(state());
  controller.onChange(push);
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(push));
  const onChange = (listener: (state: InspectorState) => void): void => {
    show = listener;
  };
  store.add(
    attachPage<InspectorHostProtocol, InspectorState>({
      webview,
      extensionUri: parts.extensionUri,
      name: 'inspector',
      title: vscode.l10n.t('Inspector'),
      source: { state, onChange },
      handlers: createAnswers(parts, controller),
    }),
  );
  return store;
}
