import { html, nothing, type TemplateResult } from 'lit';
import type { CompareView } from '../../src/contract/compare-page';
import { icon } from '../shared/icons';
import { issuesPart } from '../shared/issues-part';
import type { PageContext } from './context';

type Broken = Extract<CompareView, { kind: 'broken' | 'asleep' }>;

/** There is no comparison, why, and the way to one. */
export function brokenPart(view: Broken, context: PageContext): TemplateResult {
  const { t, actions } = context;
  if (view.kind === 'asleep')
    return html`<section class="sheet">
      <h2>${icon('info')} ${t('The window was loaded anew: the numbers of this comparison ended with it')}</h2>
      <div class="buttons">
        <vscode-button @click=${actions.runAgain}>${t('Compare Again')}</vscode-button>
      </div>
    </section>`;
  const isOwnFault = view.cause === 'engine' || view.cause === 'bug';
  const isCancelled = view.cause === 'cancelled';
  const isSaidByIssue = isCancelled || view.issues.some((issue) => issue.message === view.message);
  return html`<section class="sheet" role="alert">
    <h2>${icon(isCancelled ? 'stopped' : 'error')} ${titleOf(view.cause, context)}</h2>
    ${view.message === '' || isSaidByIssue ? nothing : html`<p>${view.message}</p>`}
    ${isCancelled ? nothing : issuesPart(view.issues, context)}
    <div class="buttons">
      <vscode-button @click=${actions.runAgain}>${t('Compare Again')}</vscode-button>
      ${
        isOwnFault
          ? html`<vscode-button appearance="secondary" @click=${actions.showOutput}>${t('Show Log')}</vscode-button>`
          : nothing
      }
    </div>
  </section>`;
}

function titleOf(cause: Extract<Broken, { kind: 'broken' }>['cause'], { t }: PageContext): string {
  const titles = {
    input: t('The comparison could not start'),
    cancelled: t('Cancelled'),
    engine: t('The engine stopped in the middle of the comparison'),
    bug: t('Something went wrong in ONNX Workbench itself'),
  };
  return titles[cause];
}
