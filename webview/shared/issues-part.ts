import { html, nothing, type TemplateResult } from 'lit';
import type { Issue, Severity } from '../../src/contract/issue';
import type { FilePlace } from '../../src/contract/page';
import { fileName } from './format';
import { icon } from './icons';
import type { Translate } from './translate';

export interface IssuesContext {
  readonly t: Translate;
  readonly actions: { readonly openFile: (place: FilePlace) => void };
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** All that did not fit, the gravest first, each with a way to its place in the file. */
export function issuesPart(issues: readonly Issue[], context: IssuesContext): TemplateResult | typeof nothing {
  if (issues.length === 0) return nothing;
  const sorted = [...issues].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return html`<ul class="issues" aria-label=${context.t('What did not fit')}>
    ${sorted.map((issue) => issueItem(issue, context))}
  </ul>`;
}

function issueItem(issue: Issue, context: IssuesContext): TemplateResult {
  return html`<li>
    ${icon(issue.severity)}
    <span><span class="message">${issue.message}</span> ${placeLink(issue, context)}</span>
  </li>`;
}

function placeLink({ file, line }: Issue, { actions, t }: IssuesContext): TemplateResult | typeof nothing {
  if (file === undefined || line === undefined) return nothing;
  const go = (): void => actions.openFile({ file, line });
  return html`<button class="link place" @click=${go}>${t('{0}:{1}', fileName(file), line)}</button>`;
}
