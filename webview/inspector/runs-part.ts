import { html, nothing, type TemplateResult } from 'lit';
import type { RecentRun } from '../../src/contract/inspector-page';
import { icon, type IconName } from '../shared/icons';
import type { ModelContent, PartContext } from './context';

const ICONS: Readonly<Record<RecentRun['status'], IconName>> = {
  ok: 'pass',
  running: 'info',
  cancelled: 'stopped',
  interrupted: 'warning',
  failed: 'error',
};

/** The latest runs of the model, each with a way to its results. */
export function runsPart({ runs }: ModelContent, { actions, t }: PartContext): TemplateResult | typeof nothing {
  if (!runs) return nothing;
  return html`<section role="group" aria-labelledby="runs">
    <h2 id="runs">${t('Recent Runs')}</h2>
    ${
      runs.length === 0
        ? html`<p class="quiet">${t('This model has not run yet.')}</p>`
        : html`<ul class="runs">
              ${runs.map(
                (run) =>
                  html`<li>
                    ${icon(ICONS[run.status])}
                    <button class="link" title=${run.time} @click=${() => actions.openRun(run.id)}>${run.title}</button>
                    <span class="quiet detail" title=${run.detail}>${run.detail}</span>
                    <span class="quiet when">${run.when}</span>
                  </li>`,
              )}
            </ul>
            <button class="link" @click=${actions.showAllRuns}>${t('Show All')}</button>`
    }
  </section>`;
}
