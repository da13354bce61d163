import type { LitElement } from 'lit';
import type { PageProtocol } from '../../src/contract/page';
import type { Client, Protocol } from '../../src/contract/rpc';
import { connectHost, type Host } from './host';
import { registerToolkit } from './toolkit';
import { createTranslate, type Translate } from './translate';

/** What a page is made of. */
export interface PageParts<HostProtocol extends Protocol<HostProtocol>> {
  readonly extension: Client<HostProtocol>;
  readonly host: Pick<Host, 'remember' | 'recall'>;
  readonly t: Translate;
  /** The editor's language, as a BCP 47 tag. */
  readonly language: string;
}

/** A page that has been made: the element that fills it, and how it takes what the extension shows. */
export interface StartedPage<State> {
  readonly element: LitElement;
  show(state: State): void;
}

/** Starts a page; may be called once in a page. */
export function startPage<HostProtocol extends Protocol<HostProtocol>, State>(
  create: (parts: PageParts<HostProtocol>) => StartedPage<State>,
): void {
  registerToolkit();
  const host = connectHost();
  const extension = host.peer.client<HostProtocol>();
  const page = create({ extension, host, t: createTranslate(strings()), language: document.documentElement.lang });
  fillPage(page.element);
  host.peer.serve<PageProtocol<State>>({ show: (state) => page.show(state) });
  host.listen();
}

/** Translations of the page's texts, as its HTML has them. */
function strings(): Readonly<Record<string, string>> {
  const bundle = document.querySelector<HTMLMetaElement>('meta[name=strings]')?.content ?? '{}';
  return JSON.parse(bundle) as Readonly<Record<string, string>>;
}

/** Lets an element fill the page, edge to edge. A constructed sheet, because the page allows no other inline style. */
function fillPage(element: LitElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.body.append(element);
}
