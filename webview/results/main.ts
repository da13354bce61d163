import type { ResultsHostProtocol, ResultsPageProtocol } from '../../src/contract/results-page';
import { connectHost } from '../shared/host';
import { fillPage } from '../shared/page-style';
import { registerToolkit } from '../shared/toolkit';
import { createTranslate } from '../shared/translate';
import { createMemory } from './memory';
import { ResultsApp } from './results-app';

registerToolkit();
const host = connectHost();
const extension = host.peer.client<ResultsHostProtocol>();

const memory = createMemory(host);

async function start(): Promise<ResultsApp> {
  host.ready();
  const strings = await extension.strings({});
  const language = document.documentElement.lang;
  const app = new ResultsApp({ host: extension, t: createTranslate(strings), language, looks: memory.looks });
  fillPage(app);
  return app;
}

const started = start();
host.peer.serve<ResultsPageProtocol>({
  show: async (state) => {
    const app = await started;
    app.state = state;
    memory.keepBookmark(state.bookmark);
  },
});
