import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../shared/icons';
import { issuesPart } from '../shared/issues-part';
import type { PartContext } from './actions';

/** There are no results, and why. */
export function brokenPart(context: PartContext<'broken'>): TemplateResult {
  const { view, t, actions } = context;
  const isOwnFault = view.cause === 'engine' || view.cause === 'bug';
  const isCancelled = view.cause === 'cancelled';
  const isSaidByIssue = isCancelled || view.issues.some((issue) => issue.message === view.message);
  return html`<section class="sheet" role="alert">
    <h2>${icon(CAUSE_ICONS[view.cause])} ${brokenTitle(context)}</h2>
    ${view.message === '' || isSaidByIssue ? nothing : html`<p>${view.message}</p>`}
    ${isCancelled ? nothing : issuesPart(view.issues, context)}
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

const CAUSE_ICONS: Readonly<Record<PartContext<'broken'>['view']['cause'], IconName>> = {
  input: 'error',
  cancelled: 'stopped',
  engine: 'error',
  unlogged: 'info',
  lost: 'info',
  bug: 'error',
};

function brokenTitle({ view, t }: PartContext<'broken'>): string {
  const titles = {
    input: t('The prediction could not start'),
    cancelled: t('Cancelled before it began'),
    engine: t('The engine stopped in the middle of the prediction'),
    unlogged: t('These results were not logged, so they ended with the window'),
    lost: t('This run cannot be read from its log any more'),
    bug: t('Something went wrong in ONNX Workbench itself'),
  };
  return titles[view.cause];
}
