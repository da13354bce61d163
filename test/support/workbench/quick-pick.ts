import type { Locator, Page } from 'playwright-core';
import { labelBeginning, labelled } from './label.ts';
import { tryUntilItWorks, WAIT_MS } from './patience.ts';

const PALETTE_MS = 6_000;

/**
 * Tries again where what happens in the window has closed the palette: an editor that opens takes the focus. An open
 * palette looks for commands that have come since only when what is typed changes.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  await tryUntilItWorks(
    async () => {
      await page.keyboard.press('F1');
      await typeAndChoose(page, `>${title}`, title, PALETTE_MS);
    },
    () => page.keyboard.press('Escape'),
  );
}

/** Types into the open quick pick and clicks the item labelled `label`. */
export async function typeAndChoose(page: Page, typed: string, label: string, timeout = WAIT_MS): Promise<void> {
  await typeInQuickPick(page, typed, timeout);
  await quickRows(page)
    .filter({ has: labelled(page, label) })
    .click({ timeout });
}

export async function typeInQuickPick(page: Page, typed: string, timeout = WAIT_MS): Promise<void> {
  await page.locator('.quick-input-widget input:visible').first().fill(typed, { timeout });
}

/** Chooses the first item whose label begins so. */
export async function choose(page: Page, begin: string): Promise<void> {
  await quickRows(page)
    .filter({ has: labelBeginning(page, begin) })
    .first()
    .click();
}

/** The labels of the open quick pick, in order, as far as they are drawn. */
export async function pickLabels(page: Page): Promise<string[]> {
  await quickRows(page).first().waitFor();
  return quickRows(page).locator('.label-name').allTextContents();
}

function quickRows(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
}
