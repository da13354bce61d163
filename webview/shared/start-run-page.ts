import type { LitElement } from 'lit';
import type { RunPageHostProtocol } from '../../src/contract/run-page';
import type { Protocol } from '../../src/contract/rpc';
import { createMemory } from './memory';
import type { PageLooks } from './rows/looks';
import { startPage, type PageParts } from './start-page';

/** What a page that shows rows is made of. */
export interface RunPageParts<HostProtocol extends Protocol<HostProtocol>> extends Pick<
  PageParts<HostProtocol>,
  'extension' | 't' | 'language'
> {
  readonly looks: PageLooks;
}

/** The element that fills the page. */
export interface RunPageElement<State> extends LitElement {
  state?: State;
}

/** Starts a page whose run or comparison is found again after a reload; may be called once in a page. */
export function startRunPage<
  HostProtocol extends RunPageHostProtocol & Protocol<HostProtocol>,
  State extends { readonly bookmark: object },
>(create: (parts: RunPageParts<HostProtocol>) => RunPageElement<State>): void {
  startPage<HostProtocol, State>(({ host, ...parts }) => {
    const memory = createMemory(host);
    const element = create({ ...parts, looks: memory.looks });
    return {
      element,
      show: (state) => {
        element.state = state;
        memory.keepBookmark(state.bookmark);
      },
    };
  });
}
