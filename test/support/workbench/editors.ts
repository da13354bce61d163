import type { Page } from 'playwright-core';
import { tryUntilItWorks } from './patience.ts';
import { runCommand } from './quick-pick.ts';

const CLOSED_MS = 1_000;

/** Closes every editor. A text that was not saved is put away: else the next test would be asked about it. */
export async function closeEditors(page: Page): Promise<void> {
  const discard = page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
  await runCommand(page, 'View: Close All Editors');
  await tryUntilItWorks(
    () => page.locator('.part.editor .tab').first().waitFor({ state: 'hidden', timeout: CLOSED_MS }),
    async () => {
      if (await discard.isVisible()) await discard.click();
    },
  );
}
