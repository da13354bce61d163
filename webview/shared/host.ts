import type { PageMessage } from '../../src/contract/page';
import { Peer, type Message } from '../../src/contract/rpc';

interface VsCodeApi {
  postMessage(message: PageMessage): void;
  setState(state: unknown): void;
  getState(): unknown;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** A page's side of the border. */
export interface Host {
  readonly peer: Peer;
  /** Says that the page listens; the extension sends nothing before. */
  ready(): void;
  /** What the page keeps over a reload: navigation and looks only. */
  remember(state: unknown): void;
  /** What an earlier life of the page has kept. */
  recall(): unknown;
}

/** May be called once in a page. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  const peer = new Peer({
    send: (message) => api.postMessage(message),
    onMessage: (listener) => window.addEventListener('message', (event: MessageEvent<Message>) => listener(event.data)),
  });
  return {
    peer,
    ready: () => api.postMessage({ type: 'ready' }),
    remember: (state) => api.setState(state),
    recall: () => api.getState(),
  };
}
