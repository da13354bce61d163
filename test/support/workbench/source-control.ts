import type { Locator, Page } from 'playwright-core';
import { tryUntilItWorks } from './patience.ts';

/** The row of a changed file in the Source Control view, which has to be open. */
export function changedRow(page: Page, name: string): Locator {
  return page.locator(`.scm-view .monaco-list-row[aria-label^="${name}"]`);
}

/** Opens the menu of a changed file and gives the labels of its items; closes the menu again. */
export async function sourceControlMenuItems(page: Page, name: string): Promise<string[]> {
  let labels: string[] = [];
  await tryUntilItWorks(async () => {
    await changedRow(page, name).click({ button: 'right' });
    await page.locator('.monaco-menu .action-label[aria-label]').first().waitFor();
    labels = await page.locator('.monaco-menu .action-label[aria-label]').allTextContents();
  });
  await page.keyboard.press('Escape');
  await page.locator('.monaco-menu').waitFor({ state: 'hidden' });
  return labels.filter((label) => label !== '');
}
