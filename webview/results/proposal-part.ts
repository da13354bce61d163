import { html, type TemplateResult } from 'lit';
import type { DroppedAs, Proposal } from '../../src/contract/predict';
import { fileName } from '../shared/format';
import type { Translate } from '../shared/translate';
import type { PartContext } from './actions';
import { issuesPart } from './issues-part';

/** The issue that says in words what this part shows. */
const ASKED_HERE = 'accept-columns';

/** The question before anything runs: which columns feed the model, and what becomes of the others. */
export function proposalPart(proposal: Proposal, context: PartContext<'stopped'>): TemplateResult {
  const { state, view, actions, t } = context;
  const data = fileName(state.subject.data);
  const model = fileName(state.subject.model);
  const others = view.issues.filter(({ code }) => code !== ASKED_HERE);
  return html`<section class="sheet" aria-labelledby="question">
    <h2 id="question">${t('Are these the columns that {0} was trained on?', model)}</h2>
    <p class="quiet">
      ${t('The model does not name its columns, and {0} has more than it takes. Nothing has run yet.', data)}
    </p>
    <div class="buttons">
      <vscode-button @click=${actions.useColumns}>${t('Use These Columns')}</vscode-button>
      <vscode-button appearance="secondary" @click=${actions.useAndSave}
        >${t('Use and Save Beside Model')}</vscode-button
      >
    </div>
    <h3>${t('Feed the model, in this order')}</h3>
    <ol class="columns">
      ${proposal.columns.map((column, index) => html`<li><span class="quiet">${index + 1}</span> ${nameOf(column, t)}</li>`)}
    </ol>
    <h3>${t('Left out')}</h3>
    ${droppedTable(proposal, t)}
    <p class="quiet">
      ${t('Saving writes {0}.workbench.json, so that editor, terminal and colleagues bind the same columns.', model)}
    </p>
    ${issuesPart(others, context)}
  </section>`;
}

function droppedTable(proposal: Proposal, t: Translate): TemplateResult {
  return html`<table class="dropped">
    <thead>
      <tr>
        <th scope="col">${t('Column')}</th>
        <th scope="col">${t('Taken as')}</th>
        <th scope="col">${t('Why')}</th>
      </tr>
    </thead>
    <tbody>
      ${proposal.dropped.map(
        (dropped) =>
          html`<tr>
            <th scope="row">${nameOf(dropped.column, t)}</th>
            <td><span class="badge">${roleName(dropped.as, t)}</span></td>
            <td>${dropped.why}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function nameOf(column: string, t: Translate): TemplateResult {
  return column === '' ? html`<span class="quiet">${t('(no name)')}</span>` : html`${column}`;
}

function roleName(role: DroppedAs, t: Translate): string {
  const names = {
    prediction: t('prediction'),
    index: t('index'),
    target: t('target'),
    text: t('text'),
    id: t('id'),
  };
  return names[role];
}
