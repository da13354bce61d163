import { html, type TemplateResult } from 'lit';
import type { PageContext } from './context';

/** The run as Python code or as a command line, on the clipboard. */
export function copyPart({ t, actions }: PageContext): TemplateResult {
  return html`<span><button class="link" @click=${actions.copyAsPython}>${t('Copy as Python')}</button></span>
    <span><button class="link" @click=${actions.copyAsCommand}>${t('Copy as Command')}</button></span>`;
}
