import type { Page } from 'playwright-core';
import { runCommand, typeAndChoose } from './quick-pick.ts';

export const THEMES = ['light', 'dark', 'high contrast', 'high contrast light'] as const;
export type Theme = (typeof THEMES)[number];

const THEME_NAMES: Readonly<Record<Theme, { readonly name: string; readonly shown: string }>> = {
  light: { name: 'Light Modern', shown: '.vs' },
  dark: { name: 'Dark Modern', shown: '.vs-dark' },
  'high contrast': { name: 'Dark High Contrast', shown: '.hc-black' },
  'high contrast light': { name: 'Light High Contrast', shown: '.hc-light' },
};

/** Changes the colour theme and waits until it is shown. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  const { name, shown } = THEME_NAMES[theme];
  await runCommand(page, 'Preferences: Color Theme');
  await typeAndChoose(page, name, name);
  await page.locator(`.monaco-workbench${shown}`).waitFor();
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}
