import type { CompareHostProtocol, ComparePageState } from '../../src/contract/compare-page';
import { startPage } from '../shared/start-page';
import { CompareApp } from './compare-app';

startPage<CompareHostProtocol, ComparePageState>(({ extension, host, t, language }) => {
  const element = new CompareApp({ host: extension, t, language });
  return {
    element,
    show: (state) => {
      element.state = state;
      host.remember(state.bookmark);
    },
  };
});
