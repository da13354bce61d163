import { createHash } from 'node:crypto';
import type { Comparison } from '../contract/comparison';
import type { OutputComparison } from '../contract/output-comparison';
import { digits } from '../contract/comparison-text';
import { escapeMarkup } from '../contract/escape-markup';
import type { ReportTable } from './report-table';
import { tablesOf } from './report-tables';

/** Light or dark as the reader's system is; nothing is fetched, no script runs. */
const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 22%, transparent); }
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.3rem; line-height: 1.35; } h2 { font-size: 1rem; margin-top: 2rem; }
.verdict { display: inline-block; border: 2px solid; border-radius: 4px; padding: 0 .5em; font-weight: 600; }
.same, .within { color: #1a7f37; } .different { color: #9a6700; } .incomparable { color: #cf222e; }
@media (prefers-color-scheme: dark) {
  .same, .within { color: #4ac26b; } .different { color: #d4a72c; } .incomparable { color: #ff8182; }
}
.wide { overflow-x: auto; } table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; }
td { font-variant-numeric: tabular-nums; } svg { display: block; max-width: 100%; }
.before { fill: currentColor; opacity: .35; } .after { fill: #0969da; }
text { fill: currentColor; font: 11px system-ui, sans-serif; }
`;

/** Allows this one style sheet and nothing else. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** One file: tables, and how both sides of each output are spread. */
export function htmlReport(comparison: Comparison): string {
  const { verdict, summary, notes, outputs, baseline, candidate } = comparison;
  const title = `${baseline.name} and ${candidate.name}`;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(title)}</title><style>${STYLE}</style></head><body>`,
    `<p><span class="verdict ${verdict}">${verdict}</span> ${escapeMarkup(title)}</p>`,
    `<h1>${escapeMarkup(summary)}</h1>`,
    ...(notes.length > 0 ? [`<ul>${notes.map((note) => `<li>${escapeMarkup(note)}</li>`).join('')}</ul>`] : []),
    ...tablesOf(comparison).map(tableHtml),
    ...outputs.flatMap(histogramHtml),
    '</body></html>\n',
  ].join('\n');
}

function tableHtml({ title, head, rows }: ReportTable): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]): string =>
    head.map((_, place) => `<${tag}>${escapeMarkup(texts[place] ?? '')}</${tag}>`).join('');
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n');
  return `<h2>${escapeMarkup(title)}</h2><div class="wide"><table><thead><tr>${cells('th', head)}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

const WIDTH = 640;
const HEIGHT = 120;

/** Both sides' values in ten bins of one range, side by side. */
function histogramHtml({ baseline: name, histogram }: OutputComparison): readonly string[] {
  if (!histogram) return [];
  const { edges, baseline, candidate } = histogram;
  const most = Math.max(1, ...baseline, ...candidate);
  const slot = WIDTH / baseline.length;
  const bar = (side: 'before' | 'after', counts: readonly number[], offset: number): string =>
    counts
      .map((count, bin) => {
        const height = (count / most) * HEIGHT;
        const x = bin * slot + offset;
        return `<rect class="${side}" x="${x}" y="${HEIGHT - height}" width="${slot / 2 - 2}" height="${height}"><title>${count}</title></rect>`;
      })
      .join('');
  const [low = 0, high = 0] = [edges[0], edges.at(-1)];
  return [
    `<h2>Values of ${escapeMarkup(name)}: baseline grey, candidate blue</h2>`,
    `<svg role="img" aria-label="Values of both sides" width="${WIDTH}" height="${HEIGHT + 20}" viewBox="0 0 ${WIDTH} ${HEIGHT + 20}">` +
      `${bar('before', baseline, 1)}${bar('after', candidate, slot / 2)}` +
      `<text x="0" y="${HEIGHT + 15}">${digits(low)}</text><text x="${WIDTH}" y="${HEIGHT + 15}" text-anchor="end">${digits(high)}</text></svg>`,
  ];
}
