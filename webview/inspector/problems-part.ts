import { html, nothing, type TemplateResult } from 'lit';
import type { Issue, Severity } from '../../src/contract/issue';
import { icon } from '../shared/icons';
import type { PartContext } from './context';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** What is wrong with the model or with what lies beside it, the gravest first, each once. */
export function problemsPart(issues: readonly Issue[], { t }: PartContext): TemplateResult | typeof nothing {
  const unique = [...new Map(issues.map((issue) => [issue.message, issue])).values()];
  if (unique.length === 0) return nothing;
  const sorted = unique.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return html`<ul class="issues" aria-label=${t('Problems')}>
    ${sorted.map(({ severity, message }) => html`<li>${icon(severity)} <span>${message}</span></li>`)}
  </ul>`;
}
