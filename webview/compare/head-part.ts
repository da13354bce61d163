import { html, nothing, type TemplateResult } from 'lit';
import type { SideName } from '../../src/contract/side';
import { fileName } from '../shared/format';
import type { PageContext } from './context';

/** Which two sides are compared, and on what. */
export function headPart(context: PageContext): TemplateResult {
  const { state, t } = context;
  const { data } = state.subject;
  return html`<h1>
    ${sideName('baseline', context)}
    <span class="arrow" aria-hidden="true">→</span>
    ${sideName('candidate', context)}
    ${data === undefined ? nothing : html`<span class="quiet" title=${data}>${t('on {0}', fileName(data))}</span>`}
  </h1>`;
}

function sideName(name: SideName, { state, t }: PageContext): TemplateResult {
  const side = state.subject[name];
  const path = side.side.kind === 'model' ? side.side.path : side.name;
  const role = name === 'baseline' ? t('Baseline: {0}', path) : t('Candidate: {0}', path);
  return html`<span title=${role}>${side.name}</span>`;
}
