import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import { digits } from '../../src/contract/comparison-text';
import type { ComparedLayers, LayerComparison, UnpairedLayer } from '../../src/contract/layer-comparison';
import { formatCount } from '../shared/format';
import { icon } from '../shared/icons';
import type { PageContext } from './context';

/** Longer lists begin with the tensors that differ most; reports have all. */
const MOST_SHOWN = 200;

/** What each operator of the models computes, once it is asked for. */
export function layersPart(comparison: ShownComparison, context: PageContext): TemplateResult | typeof nothing {
  const { state, t, actions } = context;
  const { baseline, candidate } = state.subject;
  if (baseline.side.kind !== 'model' || candidate.side.kind !== 'model') return nothing;
  return html`<section aria-labelledby="layers">
    <h2 id="layers">${t('Layer by layer')}</h2>
    ${
      state.layers
        ? html`<div class="progress" role="status">
            <span class="spinner" aria-hidden="true"></span>
            <span>${progressText(state.layers, context)}</span>
            <button class="link" @click=${actions.cancel}>${t('Cancel')}</button>
          </div>`
        : comparison.layers
          ? layersBody(comparison.layers, context)
          : html`<p>
              <button class="link" @click=${actions.compareLayers}>${t('Compare Layers')}</button>
              <span class="quiet"
                >${t('runs both models operator by operator on the first rows, without optimisation')}</span
              >
            </p>`
    }
  </section>`;
}

function progressText(
  { done, total }: NonNullable<PageContext['state']['layers']>,
  { t, language }: PageContext,
): string {
  return total === undefined
    ? t('Taking the models apart...')
    : t('{0} of {1} tensors', formatCount(done, language), formatCount(total, language));
}

function layersBody(layers: NonNullable<ShownComparison['layers']>, context: PageContext): TemplateResult {
  if (layers.status !== 'compared') return html`<p>${icon('info')} ${layers.why}</p>`;
  const { t, language } = context;
  const { list, rows, firstOutOfTolerance, unpaired } = layers;
  const first =
    firstOutOfTolerance === null
      ? t('Every tensor is inside its tolerance')
      : t('The first tensor out of tolerance is {0}', firstOutOfTolerance);
  return html`<p>
      ${icon(firstOutOfTolerance === null ? 'pass' : 'warning')} ${first}
      ${t('({0} tensors, on the first {1} rows).', formatCount(list.length, language), formatCount(rows, language))}
    </p>
    ${tensorsTable(layers, context)}
    <div class="lists">
      ${(['baseline', 'candidate'] as const).map((side) =>
        unpairedList(side === 'baseline' ? t('Baseline') : t('Candidate'), unpaired[side], context),
      )}
    </div>`;
}

function tensorsTable({ list, firstOutOfTolerance }: ComparedLayers, context: PageContext): TemplateResult {
  const { t, language } = context;
  const shown = list.length > MOST_SHOWN ? list.toSorted(byNoise).slice(0, MOST_SHOWN) : list;
  const label = t('Tensors of both models');
  return html`${
      shown.length < list.length
        ? html`<p class="quiet">${t('The {0} tensors that differ most.', formatCount(MOST_SHOWN, language))}</p>`
        : nothing
    }
    <div class="scroll tall" tabindex="0" role="region" aria-label=${label}>
      <table class="numbers" aria-label=${label}>
        <thead>
          <tr>
            <th scope="col">${t('Tensor')}</th>
            <th scope="col">${t('Operator')}</th>
            <th scope="col" class="end">${t('SQNR dB')}</th>
            <th scope="col" class="end">${t('Max abs')}</th>
            <th scope="col" class="end">${t('Mean abs')}</th>
            <th scope="col" class="end">${t('Out of tolerance')}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((layer) => layerRow(layer, layer.baseline === firstOutOfTolerance, context))}
        </tbody>
      </table>
    </div>`;
}

/** Those with the least signal to noise first; what has no figure last. */
function byNoise(one: LayerComparison, other: LayerComparison): number {
  const noise = ({ sqnr }: LayerComparison): number => (sqnr === null ? Infinity : Number(sqnr));
  const [a, b] = [noise(one), noise(other)];
  return a === b ? 0 : a - b;
}

function layerRow(layer: LayerComparison, isFirst: boolean, { t, language }: PageContext): TemplateResult {
  const { baseline, candidate, operator, candidateOperator, status, outOfTolerance, elements } = layer;
  const names = baseline === candidate ? baseline : `${baseline} → ${candidate}`;
  const operators = candidateOperator === undefined ? operator : `${operator} → ${candidateOperator}`;
  return html`<tr>
    <td class="name">
      <code>${names}</code>
      ${isFirst ? html`<div><small>${t('the first out of tolerance')}</small></div>` : nothing}
      ${layer.changed.map((change) => html`<div><small>${change === 'dtype' ? t('another dtype') : t('another shape')}</small></div>`)}
    </td>
    <td>${operators}</td>
    <td class="end">${digits(layer.sqnr)}</td>
    <td class="end">${digits(layer.maxAbs)}</td>
    <td class="end">${digits(layer.meanAbs)}</td>
    <td class="end">
      <span class="status">
        ${status === 'different' ? icon('warning') : nothing}
        ${t('{0} of {1}', formatCount(outOfTolerance, language), formatCount(elements, language))}
      </span>
    </td>
  </tr>`;
}

function unpairedList(
  side: string,
  layers: readonly UnpairedLayer[],
  { t, language }: PageContext,
): TemplateResult | typeof nothing {
  if (layers.length === 0) return nothing;
  return html`<details>
    <summary>
      ${t(layers.length === 1 ? '{0}: {1} tensor without a partner' : '{0}: {1} tensors without a partner', side, formatCount(layers.length, language))}
    </summary>
    <p class="quiet">
      ${layers
        .slice(0, MOST_SHOWN)
        .map(({ name, operator }) => `${name} (${operator})`)
        .join(', ')}
    </p>
  </details>`;
}
