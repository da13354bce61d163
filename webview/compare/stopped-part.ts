import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import type { Proposal } from '../../src/contract/predict';
import { SIDES, type SideName } from '../../src/contract/side';
import { icon } from '../shared/icons';
import { issuesPart } from '../shared/issues-part';
import { columnName, droppedName } from '../shared/column-words';
import type { PageContext } from './context';

/** The issue that says in words what the page shows. */
const ASKED_HERE = 'accept-columns';

/** The columns need an answer before anything runs: what would be taken and left out, and one click that says yes. */
export function stoppedPart({ proposal, issues }: ShownComparison, context: PageContext): TemplateResult {
  const { state, t, actions } = context;
  const accept = (): void => actions.compare({ binding: { ...state.subject.options.binding, map: 'auto' } });
  return html`<section class="sheet" role="alert">
    <h2>${icon('question')} ${t('Which columns feed the models?')}</h2>
    ${issuesPart(proposal ? issues.filter(({ code }) => code !== ASKED_HERE) : issues, context)}
    ${proposal ? proposalPart(proposal, context) : nothing}
    <div class="buttons">
      ${proposal ? html`<vscode-button @click=${accept}>${t('Use These Columns')}</vscode-button>` : nothing}
      ${choosable(context).map((side) => chooseButton(side, context))}
      <vscode-button appearance="secondary" @click=${actions.runAgain}>${t('Compare Again')}</vscode-button>
    </div>
  </section>`;
}

function proposalPart({ columns, dropped }: Proposal, { t }: PageContext): TemplateResult {
  return html`<p>${t('These columns, in this order: {0}', columns.join(', '))}</p>
    ${
      dropped.length > 0
        ? html`<h3>${t('Left out')}</h3>
            <ul>
              ${dropped.map(
                ({ column, as, why }) =>
                  html`<li><code>${columnName(column, t)}</code> ${t('as {0}', droppedName(as, t))}: ${why}</li>`,
              )}
            </ul>`
        : nothing
    }`;
}

/** The sides whose columns a person can choose and save: models as they are now. Those of other times are fed alike. */
function choosable({ state: { subject } }: PageContext): readonly SideName[] {
  const sides: readonly SideName[] = subject.data === undefined ? [] : SIDES;
  return sides.filter((side) => subject[side].side.kind === 'model' && subject[side].version === undefined);
}

function chooseButton(side: SideName, { state, t, actions }: PageContext): TemplateResult {
  const choose = (): void => actions.chooseColumns(side);
  return html`<vscode-button appearance="secondary" @click=${choose}>
    ${t('Choose Columns of {0}...', state.subject[side].name)}
  </vscode-button>`;
}
