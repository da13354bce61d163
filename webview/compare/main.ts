import type { CompareHostProtocol, ComparePageState } from '../../src/contract/compare-page';
import { startPage } from '../shared/start-page';
import { createMemory } from '../results/memory';
import { CompareApp } from './compare-app';

startPage<CompareHostProtocol, ComparePageState>(({ extension, host, t, language }) => {
  const memory = createMemory(host);
  const element = new CompareApp({ host: extension, t, language, looks: memory.looks });
  return {
    element,
    show: (state) => {
      element.state = state;
      memory.keepBookmark(state.bookmark);
    },
  };
});
