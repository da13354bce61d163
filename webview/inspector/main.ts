import type { InspectorHostProtocol, InspectorPageProtocol } from '../../src/contract/inspector-page';
import { connectHost } from '../shared/host';
import { fillPage } from '../shared/page-style';
import { registerToolkit } from '../shared/toolkit';
import { createTranslate } from '../shared/translate';
import { InspectorApp } from './inspector-app';
import { createMemory } from './memory';

registerToolkit();
const host = connectHost();
const extension = host.peer.client<InspectorHostProtocol>();

async function start(): Promise<InspectorApp> {
  host.ready();
  const strings = await extension.strings({});
  const app = new InspectorApp(extension, {
    t: createTranslate(strings),
    language: document.documentElement.lang,
    memory: createMemory(host),
  });
  fillPage(app);
  return app;
}

const started = start();
host.peer.serve<InspectorPageProtocol>({
  show: async (state) => {
    const app = await started;
    app.state = state;
  },
});
