import { html, nothing, type TemplateResult } from 'lit';
import type { PartContext } from './context';

/** What can be done about a run that did not reach its end: again, or on without the row that has ended it. */
export function unfinishedPart({ view, actions, t }: PartContext<'finished'>): TemplateResult | typeof nothing {
  if (view.status === 'ok') return nothing;
  const rowFailed =
    view.status === 'failed' && view.issues.some(({ severity, row }) => severity === 'error' && row !== undefined);
  return html`<div class="buttons">
    <vscode-button @click=${actions.runAgain}>${t('Run Again')}</vscode-button>
    ${
      rowFailed
        ? html`<vscode-button appearance="secondary" @click=${actions.skipFailing}
            >${t('Skip Failing Rows')}</vscode-button
          >`
        : nothing
    }
  </div>`;
}
