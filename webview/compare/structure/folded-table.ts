import { html, type TemplateResult } from 'lit';
import { plainTable, type PlainTable } from '../../shared/plain-table';

/** A table that may be long: folded until it is wanted, and scrolled by keyboard too. */
export function foldedTable<R>(table: PlainTable<R>, isOpen: boolean): TemplateResult {
  return html`<details ?open=${isOpen}>
    <summary>${table.label}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${table.label}>${plainTable(table)}</div>
  </details>`;
}
