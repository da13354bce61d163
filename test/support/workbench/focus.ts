import type { Frame } from 'playwright-core';

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
      visible: element?.matches(':focus-visible') ?? false,
    };
  });
}
