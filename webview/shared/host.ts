import type { PageMessage } from '../../src/contract/page';
import { Peer, type Message } from '../../src/contract/rpc';

interface VsCodeApi {
  postMessage(message: PageMessage): void;
  setState(state: unknown): void;
  getState(): unknown;
}

/** What the page's HTML has laid down (`src/extension/webview/html.ts`): it has said `ready` already. */
interface EarlyPage {
  readonly api: VsCodeApi;
  /** What was sent since, and ends keeping it. */
  readonly take: () => readonly Message[];
}

declare const workbenchPage: EarlyPage;

/** A page's side of the border. */
export interface Host {
  readonly peer: Peer;
  /** Hears what the extension has sent and sends. */
  listen(): void;
  /** What the page keeps over a reload: navigation and looks only. */
  remember(state: unknown): void;
  /** What an earlier life of the page has kept. */
  recall(): unknown;
}

/** May be called once in a page. */
export function connectHost(): Host {
  const { api, take } = workbenchPage;
  let receive: (message: Message) => void = () => undefined;
  const peer = new Peer({
    send: (message) => api.postMessage(message),
    onMessage: (listener) => {
      receive = listener;
    },
  });
  return {
    peer,
    listen: () => {
      take().forEach(receive);
      window.addEventListener('message', (event: MessageEvent<Message>) => receive(event.data));
    },
    remember: (state) => api.setState(state),
    recall: () => api.getState(),
  };
}
