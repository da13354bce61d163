import { html, type TemplateResult } from 'lit';
import { icon } from '../shared/icons';
import type { PartContext } from './context';

/** A small button that copies `text`; `what` says what that is. */
export function copyButton(text: string, what: string, { actions, t }: PartContext): TemplateResult {
  const label = t('Copy {0}', what);
  return html`<button class="copy" title=${label} aria-label=${label} @click=${() => actions.copy(text)}>
    ${icon('copy')}
  </button>`;
}
