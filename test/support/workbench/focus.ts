import type { Frame } from 'playwright-core';

const MOST_TABS = 60;

/** What has the keyboard in a page. */
export interface Focused {
  readonly text: string;
  /** What a screen reader says of it where that is not its text. */
  readonly label: string;
  /** Whether a person sees that it has the keyboard. */
  readonly visible: boolean;
}

/** What has the keyboard in a page, within its components; a button of the toolkit counts as one. */
export async function focused(page: Frame): Promise<Focused> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement && element.tagName !== 'VSCODE-BUTTON')
      element = element.shadowRoot.activeElement;
    return {
      text: element instanceof HTMLElement ? element.innerText.trim() : '',
      label: element?.getAttribute('aria-label') ?? '',
      visible: [element, element?.shadowRoot?.activeElement].some((one) => one?.matches(':focus-visible')),
    };
  });
}

/** Presses Tab until what has this label or text has the keyboard, visibly; not at all where it has it already. */
export async function tabTo(page: Frame, name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < MOST_TABS) {
    const { text, label, visible } = await focused(page);
    if ([text, label].includes(name)) {
      if (visible) return;
      throw new Error(`${name} has the keyboard, but that is not visible.`);
    }
    passed.push(label || text.slice(0, 30));
    await page.page().keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}, but through: ${passed.join(' | ')}`);
}
