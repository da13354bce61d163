import { html, nothing, type TemplateResult } from 'lit';
import { SIDES, type SideName } from '../../src/contract/side';
import { fileName, formatCount, pathWithin } from '../shared/format';
import type { PageContext } from './context';

/** Which two sides are compared, and on what. */
export function headPart(context: PageContext): TemplateResult {
  const { state, t, language } = context;
  const { subject, view } = state;
  const rows = view.kind === 'compared' ? view.comparison.rows : 0;
  return html`<h1>
    ${sideName('baseline', context)}
    <span class="arrow" aria-hidden="true">→</span>
    ${sideName('candidate', context)}
    ${subject.data === undefined ? nothing : html`<span class="quiet" title=${subject.data}>${t('on {0}', fileName(subject.data))}</span>`}
    ${rows > 0 ? html`<span class="quiet">${t(rows === 1 ? '{0} row' : '{0} rows', formatCount(rows, language))}</span>` : nothing}
  </h1>`;
}

function sideName(name: SideName, { state, t, actions }: PageContext): TemplateResult {
  const { side, name: shown, fullName = shown } = state.subject[name];
  const path = side.kind === 'model' ? side.path : fullName;
  const role = name === 'baseline' ? t('Baseline: {0}', path) : t('Candidate: {0}', path);
  return side.kind === 'model'
    ? html`<button class="link" title=${role} @click=${() => actions.openSide(name)}>${shown}</button>`
    : html`<span title=${role}>${shown}</span>`;
}

/** What can be done with the comparison as a whole, and where it is logged. */
export function toolbarPart(context: PageContext): TemplateResult {
  const { state, t, actions } = context;
  const isCompared = state.view.kind === 'compared';
  return html`<div class="facts">
    <span><button class="link" @click=${actions.runAgain}>${t('Compare Again')}</button></span>
    <span><button class="link" @click=${actions.swapSides}>${t('Swap Sides')}</button></span>
    ${isCompared ? html`<span><button class="link" @click=${actions.exportReport}>${t('Export...')}</button></span>` : nothing}
    <span><button class="link" @click=${actions.copyAsCommand}>${t('Copy as Command')}</button></span>
    ${sidesWithPredictions(context).map((side) => {
      const choose = (): void => actions.choosePredicted(side);
      return html`<span><button class="link" @click=${choose}>${t('Prediction Columns...')}</button></span>`;
    })}
    ${logFact(context)}
  </div>`;
}

/** The sides of which a person can say which columns hold the predictions. */
export function sidesWithPredictions({ state: { subject } }: PageContext): readonly SideName[] {
  return SIDES.filter((side) => subject[side].side.kind === 'predictions');
}

function logFact({ state, t, actions }: PageContext): TemplateResult | typeof nothing {
  const { view, subject } = state;
  if (view.kind !== 'compared' || view.result === undefined) return nothing;
  const { log } = view;
  const { run } = view.comparison;
  if (run === null || log === undefined) return html`<span class="quiet">${t('Not logged')}</span>`;
  const copy = (): void => actions.copyLogPath(log);
  return html`<span class="quiet" title=${run}>${t('Run {0}', run)}</span>
    <span class="quiet"
      >${t('Logged to')}
      <button class="link" title=${t('Copy {0}', log)} @click=${copy}>${pathWithin(subject.folder, log)}</button></span
    >`;
}
