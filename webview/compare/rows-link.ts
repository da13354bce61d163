import { html, type TemplateResult } from 'lit';
import type { PageContext, RowsWanted } from './context';

/** A text that leads to the rows it speaks of. */
export function rowsLink(text: string, wanted: RowsWanted, { t, actions: { showRows } }: PageContext): TemplateResult {
  const title = wanted.kind === 'row' ? t('Show this row') : t('Show these rows');
  return html`<button class="link" title=${title} @click=${() => showRows(wanted)}>${text}</button>`;
}
