import * as vscode from 'vscode';
import type { PageMessage } from '../../contract/page';
import type { Peer } from '../../contract/rpc';
import type { Disposable } from '../disposables';
import { connectPage } from './connect';
import { pageHtml } from './html';

export interface PageToLoad {
  readonly extensionUri: vscode.Uri;
  /** The page's built script, without its ending. */
  readonly name: string;
  readonly title: string;
  /** Called once per life of the page; see `connectPage`. */
  readonly onReady: (peer: Peer) => void;
}

/** Shows one of the extension's pages in a webview, which may load nothing but the built pages. */
export function loadPage(webview: vscode.Webview, { extensionUri, name, title, onReady }: PageToLoad): Disposable {
  const pages = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  webview.options = { enableScripts: true, localResourceRoots: [pages] };
  const port = {
    postMessage: (message: unknown) => webview.postMessage(message),
    onDidReceiveMessage: (listener: (message: PageMessage) => void) => webview.onDidReceiveMessage(listener),
  };
  const connection = connectPage(port, onReady);
  webview.html = pageHtml({
    script: webview.asWebviewUri(vscode.Uri.joinPath(pages, `${name}.js`)).toString(),
    cspSource: webview.cspSource,
    title,
    language: vscode.env.language,
    strings: vscode.l10n.bundle ?? {},
  });
  return connection;
}
