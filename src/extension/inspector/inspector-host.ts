import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { InspectorHostProtocol, InspectorPageProtocol, InspectorState } from '../../contract/inspector-page';
import type { PageMessage } from '../../contract/page';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import type { ActiveModel } from '../models/active-model';
import type { ResultsPages } from '../results/results-pages';
import { connectPage } from '../webview/connect';
import { pageHtml } from '../webview/html';
import { sendLatest } from '../webview/latest';
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
  const folder = vscode.Uri.joinPath(parts.extensionUri, 'dist', 'webview');
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  let show: (state: InspectorState) => void = () => undefined;
  const push = (): void => show({ place, trusted: vscode.workspace.isTrusted, content: controller.content() });
  controller.onChange(push);
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(push));
  const port = {
    postMessage: (message: unknown) => webview.postMessage(message),
    onDidReceiveMessage: (listener: (message: PageMessage) => void) => webview.onDidReceiveMessage(listener),
  };
  store.add(
    connectPage(port, (peer) => {
      peer.serve<InspectorHostProtocol>(createAnswers(parts, controller));
      const page = peer.client<InspectorPageProtocol>();
      show = sendLatest((state: InspectorState) => page.show(state));
      push();
    }),
  );
  store.add({ dispose: () => controller.onChange(() => undefined) });
  webview.html = pageHtml({
    script: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'inspector.js')).toString(),
    cspSource: webview.cspSource,
    title: vscode.l10n.t('Inspector'),
    language: vscode.env.language,
  });
  return store;
}
