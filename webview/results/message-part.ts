import { html, nothing, type TemplateResult } from 'lit';
import { fileName } from '../shared/format';
import { icon } from '../shared/icons';
import type { PartContext } from './actions';
import { issuesPart } from './issues-part';

/** A plan that stopped without a proposal: what did not fit and what to do. */
export function stoppedPart(context: PartContext<'stopped'>): TemplateResult {
  const { t, actions, view, state } = context;
  const model = fileName(state.subject.model);
  const inputs = [...new Set(view.issues.flatMap(({ input }) => input ?? []))];
  const openSettings = (): void => actions.openSettings(inputs);
  return html`<section class="sheet" role="alert">
    <h2>${icon('question')} ${t('The data does not fit the model yet')}</h2>
    ${issuesPart(view.issues, context)}
    <p class="quiet">
      ${t('What a flag says in the terminal, {0}.workbench.json says here: it lies beside the model.', model)}
    </p>
    <div class="buttons">
      <vscode-button @click=${actions.runAgain}>${t('Run Again')}</vscode-button>
      <vscode-button appearance="secondary" @click=${openSettings}>${t('Open Settings File')}</vscode-button>
    </div>
  </section>`;
}

/** There are no results, and why. */
export function brokenPart(context: PartContext<'broken'>): TemplateResult {
  const { view, t, actions } = context;
  const isOwnFault = view.cause === 'engine' || view.cause === 'bug';
  const isSaidByIssue = view.issues.some((issue) => issue.message === view.message);
  return html`<section class="sheet" role="alert">
    <h2>${icon(view.cause === 'unlogged' ? 'info' : 'error')} ${brokenTitle(context)}</h2>
    ${view.message === '' || isSaidByIssue ? nothing : html`<p>${view.message}</p>`} ${issuesPart(view.issues, context)}
    <div class="buttons">
      <vscode-button @click=${actions.runAgain}>${t('Run Again')}</vscode-button>
      ${
        isOwnFault
          ? html`<vscode-button appearance="secondary" @click=${actions.showOutput}>${t('Show Log')}</vscode-button>`
          : nothing
      }
    </div>
  </section>`;
}

function brokenTitle({ view, t }: PartContext<'broken'>): string {
  const titles = {
    input: t('The prediction could not start'),
    engine: t('The engine stopped in the middle of the prediction'),
    unlogged: t('These results were not logged, so they ended with the window'),
    bug: t('Something went wrong in ONNX Workbench itself'),
  };
  return titles[view.cause];
}
