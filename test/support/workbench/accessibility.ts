import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds wrong in an element of the webview in front. */
export async function accessibilityViolations(page: Page, element: string): Promise<object[]> {
  const { violations } = await new AxeBuilder({ page }).include(['iframe.webview', '#active-frame', element]).analyze();
  return violations.map(({ id, nodes }) => ({ id, target: nodes[0]?.target, why: nodes[0]?.failureSummary }));
}
