import type { ResultsHostProtocol, ResultsPageState } from '../../src/contract/results-page';
import { startPage } from '../shared/start-page';
import { createMemory } from './memory';
import { ResultsApp } from './results-app';

startPage<ResultsHostProtocol, ResultsPageState>(({ extension, host, t, language }) => {
  const memory = createMemory(host);
  const element = new ResultsApp({ host: extension, t, language, looks: memory.looks });
  return {
    element,
    show: (state) => {
      element.state = state;
      memory.keepBookmark(state.bookmark);
    },
  };
});
