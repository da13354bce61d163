import type { PageMessage } from '../../contract/page';
import { Peer, type Message } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';

/** What is used of `vscode.Webview`. */
export interface PagePort {
  postMessage(message: unknown): Thenable<boolean>;
  readonly onDidReceiveMessage: (listener: (message: PageMessage) => void) => Disposable;
}

/**
 * Gives one peer per life of a page: each time the page says that it is ready, the former peer is disposed of and
 * `onReady` gets a new one. Nothing is sent before.
 */
export function connectPage(port: PagePort, onReady: (peer: Peer) => void): Disposable {
  const store = new DisposableStore();
  let life: { readonly peer: Peer; readonly receive: (message: Message) => void } | undefined;

  const begin = (): void => {
    life?.peer.dispose();
    let receive: (message: Message) => void = () => undefined;
    const peer = new Peer({
      send: (message) => void port.postMessage(message),
      onMessage: (listener) => {
        receive = listener;
      },
    });
    life = { peer, receive };
    onReady(peer);
  };
  store.add(port.onDidReceiveMessage((message) => (message.type === 'ready' ? begin() : life?.receive(message))));
  store.add({ dispose: () => life?.peer.dispose() });
  return store;
}
