import type * as vscode from 'vscode';
import type { PageProtocol } from '../../contract/page';
import type { Handlers, Protocol } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { sendLatest } from './send-latest';
import { loadPage } from './load-page';

/** What a page shows, and who is told of each change of it. */
export interface PageSource<State> {
  state(): State;
  /** Replaces the listener. */
  onChange(listener: (state: State) => void): void;
}

export interface AttachedPage<HostProtocol extends Protocol<HostProtocol>, State> {
  readonly webview: vscode.Webview;
  readonly extensionUri: vscode.Uri;
  /** The page's built script, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly source: PageSource<State>;
  /** What the page may ask. */
  readonly handlers: Handlers<HostProtocol>;
}

/** Shows a page: what changes is sent to it, what it asks is answered, each time that it is loaded. */
export function attachPage<HostProtocol extends Protocol<HostProtocol>, State>(
  attached: AttachedPage<HostProtocol, State>,
): Disposable {
  const { webview, extensionUri, name, title, source, handlers } = attached;
  const store = new DisposableStore();
  const onReady: Parameters<typeof loadPage>[1]['onReady'] = (peer) => {
    peer.serve<HostProtocol>(handlers);
    const page = peer.client<PageProtocol<State>>();
    const show = sendLatest((state: State) => page.show(state));
    source.onChange(show);
    show(source.state());
  };
  store.add(loadPage(webview, { extensionUri, name, title, onReady }));
  store.add({ dispose: () => source.onChange(() => undefined) });
  return store;
}
