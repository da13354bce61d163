import type { SettingsHostProtocol, SettingsPageProtocol } from '../../src/contract/settings-page';
import { connectHost } from '../shared/host';
import { fillPage } from '../shared/page-style';
import { registerToolkit } from '../shared/toolkit';
import { createTranslate } from '../shared/translate';
import { SettingsApp } from './settings-app';

registerToolkit();
const host = connectHost();
const extension = host.peer.client<SettingsHostProtocol>();

async function start(): Promise<SettingsApp> {
  host.ready();
  const strings = await extension.strings({});
  const app = new SettingsApp(extension, createTranslate(strings));
  fillPage(app);
  return app;
}

const started = start();
host.peer.serve<SettingsPageProtocol>({
  show: async (state) => {
    const app = await started;
    app.state = state;
  },
});
