import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { digits } from '../../src/contract/comparison-text';
import type { OutputComparison } from '../../src/contract/output-comparison';
import { barShares } from '../shared/charts/geometry';
import { formatCount } from '../shared/format';
import { plainTable, type PlainColumn } from '../shared/plain-table';
import type { PageContext } from './context';

/** With more outputs the charts would push what follows out of sight. */
const MOST_OPEN = 3;
const WIDTH = 360;
const HEIGHT = 90;
/** Between the bars of two bins, and what a hollow bar's line takes. */
const GAP = 3;

type Histogram = NonNullable<OutputComparison['histogram']>;

/** How the values of both sides are spread, on one range per output. */
export function valuesPart(
  outputs: readonly OutputComparison[],
  context: PageContext,
): TemplateResult | typeof nothing {
  const drawn = outputs.flatMap(({ baseline: name, histogram }) => (histogram ? [{ name, histogram }] : []));
  if (drawn.length === 0) return nothing;
  const { t } = context;
  return html`<details ?open=${drawn.length <= MOST_OPEN}>
    <summary>${t('How the values are spread')}</summary>
    <p class="legend">${key('baseline')} ${t('baseline')} ${key('candidate')} ${t('candidate')}</p>
    <div class="beside">${drawn.map(({ name, histogram }) => figure(name, histogram, context))}</div>
  </details>`;
}

function key(side: 'baseline' | 'candidate'): TemplateResult {
  return html`<svg width="12" height="12" aria-hidden="true">
    ${svg`<rect class=${side} x="1" y="1" width="10" height="10" />`}
  </svg>`;
}

function figure(name: string, histogram: Histogram, context: PageContext): TemplateResult {
  const { edges, baseline, candidate } = histogram;
  const { t } = context;
  const label = t('Values of {0}', name);
  const shares = barShares([...baseline, ...candidate]);
  const slot = WIDTH / baseline.length;
  const bar = (side: 'baseline' | 'candidate', bin: number): SVGTemplateResult => {
    const height = (shares[side === 'baseline' ? bin : baseline.length + bin] ?? 0) * HEIGHT;
    const x = bin * slot + (side === 'baseline' ? GAP / 2 : slot / 2);
    return svg`<rect class=${side} x=${x} y=${HEIGHT - height} width=${(slot - GAP) / 2} height=${height} />`;
  };
  return html`<figure>
    <figcaption><code>${name}</code></figcaption>
    <svg class="spread" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
      ${baseline.map((_, bin) => svg`<g><title>${binText(histogram, bin, context)}</title>${bar('baseline', bin)}${bar('candidate', bin)}</g>`)}
    </svg>
    <div class="ends quiet" aria-hidden="true">
      <span>${digits(edges[0])}</span><span>${digits(edges.at(-1))}</span>
    </div>
    <details>
      <summary>${t('As Table')}</summary>
      ${binsTable(label, histogram, context)}
    </details>
  </figure>`;
}

function binText({ edges, baseline, candidate }: Histogram, bin: number, { t, language }: PageContext): string {
  return t(
    '{0} to {1}: baseline {2}, candidate {3}',
    digits(edges[bin]),
    digits(edges[bin + 1]),
    formatCount(baseline[bin] ?? 0, language),
    formatCount(candidate[bin] ?? 0, language),
  );
}

function binsTable(
  label: string,
  { edges, baseline, candidate }: Histogram,
  { t, language }: PageContext,
): TemplateResult {
  const count = (counts: readonly number[], bin: number): string => formatCount(counts[bin] ?? 0, language);
  const columns: readonly PlainColumn<number>[] = [
    { title: t('From'), kind: 'number', cell: (bin) => digits(edges[bin]) },
    { title: t('To'), kind: 'number', cell: (bin) => digits(edges[bin + 1]) },
    { title: t('Baseline'), kind: 'number', cell: (bin) => count(baseline, bin) },
    { title: t('Candidate'), kind: 'number', cell: (bin) => count(candidate, bin) },
  ];
  return plainTable({ label, columns, rows: [...baseline.keys()] });
}
