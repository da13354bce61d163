import { html, nothing, svg, type TemplateResult } from 'lit';
import type { RunningView } from '../../src/contract/run-page';
import { formatCount, formatShare } from './format';
import type { Translate } from './translate';

/** How far a run is. */
export interface Progress extends Omit<RunningView, 'kind'> {
  /** It cannot be cancelled here. */
  readonly elsewhere?: true;
}

export interface ProgressContext {
  readonly t: Translate;
  readonly language: string;
  readonly actions: { readonly cancel: () => void };
}

/** How far a run is, and the way to end it. `begun` is what it does before the first row. */
export function progressPart(view: Progress, begun: string, context: ProgressContext): TemplateResult {
  const { t, actions } = context;
  return html`<div class="progress" role="status">
    <span class="spinner" aria-hidden="true"></span>
    <span class="text">${progressText(view, begun, context)}</span>
    ${fractionBar(view, context)}
    ${
      view.elsewhere
        ? nothing
        : html`<vscode-button appearance="secondary" ?disabled=${view.cancelling} @click=${actions.cancel}
            >${t('Cancel')}</vscode-button
          >`
    }
  </div>`;
}

function progressText(view: Progress, begun: string, { t, language }: ProgressContext): string {
  if (view.cancelling) return t('Cancelling...');
  if (view.elsewhere) return t('Running in another process: {0} rows so far', formatCount(view.rows, language));
  if (view.rows === 0) return begun;
  const rows = formatCount(view.rows, language);
  const done =
    view.total === undefined ? t('{0} rows', rows) : t('{0} of {1} rows', rows, formatCount(view.total, language));
  const speed = view.rowsPerSecond
    ? t('{0} rows per second', formatCount(Math.round(view.rowsPerSecond), language))
    : '';
  return [done, speed].filter((part) => part !== '').join(' · ');
}

function fractionBar(view: Progress, { t }: ProgressContext): TemplateResult | typeof nothing {
  const fraction = view.total ? view.rows / view.total : view.fraction;
  if (fraction === undefined) return nothing;
  const share = Math.min(1, fraction);
  return html`<svg
    class="meter"
    role="progressbar"
    aria-label=${t('Rows done')}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(share * 100)}
    aria-valuetext=${formatShare(share)}
  >
    ${svg`<rect class="track" width="100%" height="100%" rx="2" /><rect width="${share * 100}%" height="100%" rx="2" />`}
  </svg>`;
}
