import { SIDES } from '../../src/contract/side';
import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import type { UnpairedLayer } from '../../src/contract/layer-comparison';
import { formatCount } from '../shared/format';
import { icon } from '../shared/icons';
import type { PageContext } from './context';
import './layers-table';

/** Of tensors without a partner; reports have all. */
const MOST_SHOWN = 200;
/** More tensors than this get a table of more height. */
const MOST_LOW = 6;

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
    <workbench-layers
      class=${list.length > MOST_LOW ? 'tall' : ''}
      .layers=${layers}
      .t=${t}
      language=${language}
    ></workbench-layers>
    <div class="lists">
      ${SIDES.map((side) =>
        unpairedList(side === 'baseline' ? t('Baseline') : t('Candidate'), unpaired[side], context),
      )}
    </div>`;
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
