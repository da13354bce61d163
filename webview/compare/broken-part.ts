import { html, type TemplateResult } from 'lit';
import type { CompareView } from '../../src/contract/compare-page';
import { brokenSheet } from '../shared/broken-sheet';
import { icon } from '../shared/icons';
import type { PageContext } from './context';
import { sidesWithPredictions } from './head-part';

type Broken = Extract<CompareView, { kind: 'broken' }>;

/** Issues that say that columns of predictions are not where they were looked for. */
const NOT_FOUND = new Set(['no-predictions', 'no-such-prediction']);

/** There is no comparison, and why. */
export function brokenPart(view: Broken, context: PageContext): TemplateResult {
  const { t } = context;
  const titles = {
    input: t('The comparison could not start'),
    cancelled: t('Cancelled'),
    engine: t('The engine stopped in the middle of the comparison'),
    bug: t('Something went wrong in ONNX Workbench itself'),
  };
  return brokenSheet(view, { title: titles[view.cause], again: t('Compare Again') }, context, waysOut(view, context));
}

/** What looks like no prediction can be said to be one. */
function waysOut({ issues }: Broken, context: PageContext): readonly TemplateResult[] {
  if (!issues.some(({ code }) => NOT_FOUND.has(code))) return [];
  const { t, actions } = context;
  return sidesWithPredictions(context).map((side) => {
    const choose = (): void => actions.choosePredicted(side);
    return html`<vscode-button @click=${choose}>${t('Choose Prediction Columns...')}</vscode-button>`;
  });
}

/** The numbers are gone, through nobody's fault. */
export function asleepPart({ t, actions }: PageContext): TemplateResult {
  return html`<section class="sheet">
    <h2>${icon('info')} ${t('The window was loaded anew: the numbers of this comparison ended with it')}</h2>
    <div class="buttons">
      <vscode-button @click=${actions.runAgain}>${t('Compare Again')}</vscode-button>
    </div>
  </section>`;
}
