import type { ResultsHostProtocol, ResultsPageProtocol } from '../../src/contract/results-page';
import { connectHost } from '../shared/host';
import { fillPage } from '../shared/page-style';
import { registerToolkit } from '../shared/toolkit';
import { createTranslate } from '../shared/translate';
import { ResultsApp } from './results-app';

registerToolkit();
const host = connectHost();
const extension = host.peer.client<ResultsHostProtocol>();

async function start(): Promise<ResultsApp> {
  host.ready();
  const strings = await extension.strings({});
  const app = new ResultsApp(extension, createTranslate(strings), document.documentElement.lang);
  fillPage(app);
  return app;
}

const started = start();
host.peer.serve<ResultsPageProtocol>({
  show: async (state) => {
    const app = await started;
    app.state = state;
    host.remember(state.bookmark);
  },
});
