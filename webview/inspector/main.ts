import type { InspectorHostProtocol, InspectorState } from '../../src/contract/inspector-page';
import { startPage } from '../shared/start-page';
import { InspectorApp } from './inspector-app';
import { createMemory } from './memory';

startPage<InspectorHostProtocol, InspectorState>(({ extension, host, t, language }) => {
  const element = new InspectorApp(extension, { t, language, memory: createMemory(host) });
  return {
    element,
    show: (state) => {
      element.state = state;
    },
  };
});
