import { expect, test } from 'vitest';
import type { PageMessage } from '../../../../src/contract/page';
import { Peer, type Message } from '../../../../src/contract/rpc';
import { connectPage } from '../../../../src/extension/webview/connect';

interface HostProtocol {
  double(value: number): number;
}
interface PageProtocol {
  name(request: Record<string, never>): string;
}

/** A webview of which the test is the page. */
function fakeWebview() {
  let listener: (message: PageMessage) => void = () => undefined;
  let toPage: (message: Message) => void = () => undefined;
  const sent: unknown[] = [];
  const port = {
    postMessage: (message: unknown) => {
      sent.push(message);
      toPage(message as Message);
      return Promise.resolve(true);
    },
    onDidReceiveMessage: (next: (message: PageMessage) => void) => {
      listener = next;
      return { dispose: () => undefined };
    },
  };
  const loadPage = (name: string): Peer => {
    const page = new Peer({ send: (message) => listener(message), onMessage: (next) => (toPage = next) });
    page.serve<PageProtocol>({ name: () => name });
    listener({ type: 'ready' });
    return page;
  };
  return { port, loadPage, sent };
}

test('nothing is sent before the page is ready; then both sides call each other', async () => {
  const { port, loadPage, sent } = fakeWebview();
  const peers: Peer[] = [];
  connectPage(port, (peer) => {
    peer.serve<HostProtocol>({ double: (value) => 2 * value });
    peers.push(peer);
  });
  expect(sent).toEqual([]);
  const page = loadPage('first');
  expect(await page.client<HostProtocol>().double(21)).toBe(42);
  expect(await peers[0]?.client<PageProtocol>().name({})).toBe('first');
});

test('a page that loads anew gets a new peer, and calls to its former life end', async () => {
  const { port, loadPage } = fakeWebview();
  const peers: Peer[] = [];
  connectPage(port, (peer) => peers.push(peer));
  loadPage('first').serve<PageProtocol>({ name: () => new Promise<string>(() => undefined) });
  const unanswered = peers[0]?.client<PageProtocol>().name({});
  loadPage('second');
  await expect(unanswered).rejects.toThrow('closed');
  expect(await peers[1]?.client<PageProtocol>().name({})).toBe('second');
});

test('disposing ends the calls under way', async () => {
  const { port, loadPage } = fakeWebview();
  const peers: Peer[] = [];
  const connection = connectPage(port, (peer) => peers.push(peer));
  loadPage('first').serve<PageProtocol>({ name: () => new Promise<string>(() => undefined) });
  const unanswered = peers[0]?.client<PageProtocol>().name({});
  connection.dispose();
  await expect(unanswered).rejects.toThrow('closed');
});
