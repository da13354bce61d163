import type { SettingsHostProtocol, SettingsPageState } from '../../src/contract/settings-page';
import { startPage } from '../shared/start-page';
import { SettingsApp } from './settings-app';

startPage<SettingsHostProtocol, SettingsPageState>(({ extension, t }) => {
  const element = new SettingsApp(extension, t);
  return {
    element,
    show: (state) => {
      element.state = state;
    },
  };
});
