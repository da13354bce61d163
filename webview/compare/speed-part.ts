import { html, nothing, type TemplateResult } from 'lit';
import { digits } from '../../src/contract/comparison-text';
import type { Speed, Speeds } from '../../src/contract/speed';
import { formatBytes, formatCount } from '../shared/format';
import type { PageContext } from './context';

/** How fast and how large the models are. */
export function speedPart(speed: Speeds | undefined, { t, language }: PageContext): TemplateResult | typeof nothing {
  const sides = (['baseline', 'candidate'] as const).flatMap((side) =>
    speed?.[side] ? [{ side, ...speed[side] }] : [],
  );
  if (sides.length === 0) return nothing;
  const names = { baseline: t('Baseline'), candidate: t('Candidate') };
  const count = (value: number): string => formatCount(Math.round(value), language);
  const tooFew = t('too few runs');
  const rows: readonly (readonly [string, (side: Speed) => string])[] = [
    [t('Median of a run, ms'), ({ p50 }) => (p50 === null ? tooFew : digits(p50))],
    [t('95 % of runs within, ms'), ({ p95 }) => (p95 === null ? tooFew : digits(p95))],
    [t('Rows per second'), ({ rowsPerSecond }) => (rowsPerSecond === null ? tooFew : count(rowsPerSecond))],
    [t('Runs measured'), ({ runs, batch }) => t('{0} of {1} rows', count(runs), count(batch))],
    [t('Size'), ({ bytes, externalBytes }) => formatBytes(bytes + externalBytes, language)],
  ];
  return html`<section aria-labelledby="speed">
    <h2 id="speed">${t('Speed and size')}</h2>
    <div class="scroll">
      <table class="numbers" aria-labelledby="speed">
        <thead>
          <tr>
            <td></td>
            ${sides.map(({ side }) => html`<th scope="col" class="end">${names[side]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([title, of]) =>
              html`<tr>
                <th scope="row">${title}</th>
                ${sides.map((side) => html`<td class="end">${of(side)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
