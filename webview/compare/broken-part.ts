import { html, type TemplateResult } from 'lit';
import type { CompareView } from '../../src/contract/compare-page';
import { brokenSheet } from '../shared/broken-sheet';
import { icon } from '../shared/icons';
import type { PageContext } from './context';

/** There is no comparison, and why. */
export function brokenPart(view: Extract<CompareView, { kind: 'broken' }>, context: PageContext): TemplateResult {
  const { t } = context;
  const titles = {
    input: t('The comparison could not start'),
    cancelled: t('Cancelled'),
    engine: t('The engine stopped in the middle of the comparison'),
    bug: t('Something went wrong in ONNX Workbench itself'),
  };
  return brokenSheet(view, { title: titles[view.cause], again: t('Compare Again') }, context);
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
