import type { Locator, Page } from 'playwright-core';
import { labelled } from './label.ts';
import { tryUntilItWorks, WAIT_MS } from './patience.ts';

const MENU_ITEM_MS = 3_000;
/** A menu that has just opened ignores a button that is let go of at once, so a click takes as long as a person's. */
const MENU_DEAF_MS = 200;

export async function explorerIsShown(page: Page): Promise<void> {
  await page
    .locator('.explorer-folders-view .monaco-list-row')
    .first()
    .waitFor({ timeout: 2 * WAIT_MS });
}

/** The row of a file. */
export function explorerRow(page: Page, name: string): Locator {
  return page.locator('.explorer-folders-view .monaco-list-row', { has: labelled(page, name) });
}

/** The items of the menu on these files, in order; closes the menu again. */
export async function explorerMenuItems(page: Page, names: readonly string[]): Promise<string[]> {
  await openExplorerMenu(page, names);
  const labels = await page.locator('.monaco-menu .action-label[aria-label]').allTextContents();
  await page.keyboard.press('Escape');
  return labels.filter((label) => label !== '');
}

/**
 * Opens the menu again until it has the item and takes the click: an extension's own items come a moment after the
 * workbench, and what happens in the window closes a menu.
 */
export async function chooseInExplorerMenu(page: Page, names: readonly string[], item: string): Promise<void> {
  await tryUntilItWorks(
    async () => {
      await openExplorerMenu(page, names);
      await menuItem(page, item).click({ delay: MENU_DEAF_MS, timeout: MENU_ITEM_MS });
    },
    () => closeMenu(page),
  );
}

/** A tree that is drawn anew, because a file has come or an editor has opened, may forget what was selected. */
async function openExplorerMenu(page: Page, names: readonly string[]): Promise<void> {
  await tryUntilItWorks(
    async () => {
      if (names.length > 1) await selectInExplorer(page, names);
      await explorerRow(page, names.at(-1) ?? '').click({ button: 'right' });
      await page.locator('.monaco-menu').waitFor();
      if (names.length > 1 && !(await areSelected(page, names)))
        throw new Error(`The Explorer does not keep ${names.join(', ')} selected.`);
    },
    () => closeMenu(page),
  );
}

async function closeMenu(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator('.monaco-menu').waitFor({ state: 'hidden' });
}

async function selectInExplorer(page: Page, names: readonly string[]): Promise<void> {
  const [first = '', ...more] = names;
  await explorerRow(page, first).click();
  for (const name of more) await explorerRow(page, name).click({ modifiers: ['ControlOrMeta'] });
}

async function areSelected(page: Page, names: readonly string[]): Promise<boolean> {
  const selected = await Promise.all(names.map((name) => explorerRow(page, name).getAttribute('aria-selected')));
  return selected.every((state) => state === 'true');
}

function menuItem(page: Page, label: string): Locator {
  return page.locator(`.monaco-menu .action-menu-item:has(.action-label[aria-label=${JSON.stringify(label)}])`);
}
