import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import { icon } from '../shared/icons';
import { issuesPart } from '../shared/issues-part';
import type { PageContext } from './context';

/** The columns need an answer before anything runs: what would be taken and left out, and one click that says yes. */
export function stoppedPart({ proposal, issues }: ShownComparison, context: PageContext): TemplateResult {
  const { state, t, actions } = context;
  const accept = (): void => actions.compare({ binding: { ...state.subject.options.binding, map: 'auto' } });
  return html`<section class="sheet" role="alert">
    <h2>${icon('question')} ${t('Which columns feed the models?')}</h2>
    ${issuesPart(issues, context)}
    ${
      proposal
        ? html`<p>${t('These columns, in this order: {0}', proposal.columns.join(', '))}</p>
            ${
              proposal.dropped.length > 0
                ? html`<h3>${t('Left out')}</h3>
                    <ul>
                      ${proposal.dropped.map(({ column, why }) => html`<li><code>${column}</code> ${why}</li>`)}
                    </ul>`
                : nothing
            }`
        : nothing
    }
    <div class="buttons">
      ${proposal ? html`<vscode-button @click=${accept}>${t('Use These Columns')}</vscode-button>` : nothing}
      <vscode-button appearance="secondary" @click=${actions.runAgain}>${t('Compare Again')}</vscode-button>
    </div>
  </section>`;
}
