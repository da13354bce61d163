import type { Locator, Page } from 'playwright-core';

/** What has this label and no other: rows of trees and lists have one. */
export function labelled(page: Page, label: string): Locator {
  return page.locator('.label-name', { hasText: new RegExp(`^${escaped(label)}$`) });
}

/** What has a label that begins so. */
export function labelBeginning(page: Page, begin: string): Locator {
  return page.locator('.label-name', { hasText: new RegExp(`^${escaped(begin)}`) });
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
