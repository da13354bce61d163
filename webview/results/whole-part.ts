import { html, nothing, type TemplateResult } from 'lit';
import type { CellValue } from '../../src/contract/predict';
import { formatCell } from '../shared/format';
import type { PartContext } from './actions';

/** The outputs without a row axis, once: they belong to the run and to no row. */
export function wholePart({ view, t }: PartContext<'finished'>): TemplateResult | typeof nothing {
  const outputs = Object.entries(view.whole ?? {});
  if (outputs.length === 0) return nothing;
  return html`<dl class="whole" aria-label=${t('Outputs of the whole run')}>
    ${outputs.map(
      ([name, value]) =>
        html`<div title=${JSON.stringify(value)}>
          <dt>${name}</dt>
          <dd>${formatCell(value as CellValue)}</dd>
        </div>`,
    )}
  </dl>`;
}
