import { html, nothing, type TemplateResult } from 'lit';
import type { CellValue } from '../../src/contract/predict';
import { formatCell, formatFull } from '../shared/format';
import type { PartContext } from './context';
import { rankOf } from '../shared/rows/slice-state';

/** The outputs without a row axis, once: they belong to the run and to no row. `onLook` opens one with its axes. */
export function wholePart(
  { view, t }: PartContext<'finished'>,
  onLook: (output: string, rank: number) => void,
): TemplateResult | typeof nothing {
  const outputs = Object.entries(view.whole ?? {}) as [string, CellValue][];
  if (outputs.length === 0) return nothing;
  return html`<dl class="whole" aria-label=${t('Outputs of the whole run')}>
    ${outputs.map(([name, value]) => {
      const rank = rankOf(value);
      const text = formatCell(value);
      return html`<div title=${formatFull(value)}>
        <dt>${name}</dt>
        <dd>
          ${rank === 0 || !view.origin ? text : html`<button class="link" @click=${() => onLook(name, rank)}>${text}</button>`}
        </dd>
      </div>`;
    })}
  </dl>`;
}
