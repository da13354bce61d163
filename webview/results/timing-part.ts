import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Timing } from '../../src/contract/run';
import { formatDuration } from '../shared/format';
import type { Translate } from '../shared/translate';

const STAGES = ['parse', 'bind', 'infer', 'write'] as const;

/** Where the time went: one bar in shares of the stages' sum, and the numbers. */
export function timingPart(timing: Timing | undefined, t: Translate): TemplateResult | typeof nothing {
  if (!timing) return nothing;
  const names = { parse: t('parse'), bind: t('bind'), infer: t('infer'), write: t('write') };
  return html`<dl class="timing" title=${t('Stages overlap, so the total may be less than their sum')}>
    ${stageBar(timing)}
    ${STAGES.map(
      (stage) =>
        html`<div>
          <dt><span class="dot ${stage}"></span>${names[stage]}</dt>
          <dd>${formatDuration(timing[stage])}</dd>
        </div>`,
    )}
    <div class="total">
      <dt>${t('total')}</dt>
      <dd>${formatDuration(timing.total)}</dd>
    </div>
  </dl>`;
}

function stageBar(timing: Timing): TemplateResult {
  const sum = STAGES.reduce((total, stage) => total + timing[stage], 0);
  let left = 0;
  return html`<svg class="stages" aria-hidden="true">
    ${STAGES.map((stage) => {
      const width = sum === 0 ? 0 : (timing[stage] / sum) * 100;
      const part = svg`<rect class=${stage} x="${left}%" width="${width}%" height="100%" />`;
      left += width;
      return part;
    })}
  </svg>`;
}
