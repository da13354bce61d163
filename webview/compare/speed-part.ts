import { SIDES } from '../../src/contract/side';
import { html, nothing, type TemplateResult } from 'lit';
import { digits } from '../../src/contract/comparison-text';
import type { Speed, Speeds } from '../../src/contract/speed';
import { formatBytes, formatCount } from '../shared/format';
import { plainTable, type PlainColumn } from '../shared/plain-table';
import type { PageContext } from './context';

/** One thing that is known of both sides. */
interface Fact {
  readonly title: string;
  readonly of: (side: Speed) => string;
}

/** How fast and how large the models are. */
export function speedPart(speed: Speeds | undefined, { t, language }: PageContext): TemplateResult | typeof nothing {
  const sides = SIDES.flatMap((side) => (speed?.[side] ? [{ side, ...speed[side] }] : []));
  if (sides.length === 0) return nothing;
  const names = { baseline: t('Baseline'), candidate: t('Candidate') };
  const count = (value: number): string => formatCount(Math.round(value), language);
  const tooFew = t('too few runs');
  const rows: readonly Fact[] = [
    { title: t('Median of a run, ms'), of: ({ p50 }) => (p50 === null ? tooFew : digits(p50)) },
    { title: t('95 % of runs within, ms'), of: ({ p95 }) => (p95 === null ? tooFew : digits(p95)) },
    {
      title: t('Rows per second'),
      of: ({ rowsPerSecond }) => (rowsPerSecond === null ? tooFew : count(rowsPerSecond)),
    },
    { title: t('Runs measured'), of: ({ runs, batch }) => t('{0} of {1} rows', count(runs), count(batch)) },
    { title: t('Size'), of: ({ bytes, externalBytes }) => formatBytes(bytes + externalBytes, language) },
  ];
  const title = t('Speed and size');
  const columns: readonly PlainColumn<Fact>[] = [
    { cell: (fact) => fact.title },
    ...sides.map(({ side, ...measured }) => ({
      title: names[side],
      kind: 'number' as const,
      cell: ({ of }: Fact) => of(measured),
    })),
  ];
  return html`<section aria-labelledby="speed">
    <h2 id="speed">${title}</h2>
    <div class="scroll">${plainTable({ label: title, columns, rows, hasRowHeaders: true })}</div>
  </section>`;
}
