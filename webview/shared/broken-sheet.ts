import { html, nothing, type TemplateResult } from 'lit';
import type { ResultsView } from '../../src/contract/results-page';
import { icon, type IconName } from './icons';
import { issuesPart, type IssuesContext } from './issues-part';

type Broken = Extract<ResultsView, { kind: 'broken' }>;

export interface BrokenTexts {
  readonly title: string;
  /** On the button that tries again. */
  readonly again: string;
}

export interface BrokenContext extends IssuesContext {
  readonly actions: IssuesContext['actions'] & { readonly runAgain: () => void; readonly showOutput: () => void };
}

const ICONS: Readonly<Record<Broken['cause'], IconName>> = {
  input: 'error',
  cancelled: 'stopped',
  engine: 'error',
  unlogged: 'info',
  lost: 'info',
  bug: 'error',
};

/** There is nothing to show, why, and the ways to a result. Who cancelled needs no more words. */
export function brokenSheet(
  { cause, message, issues }: Pick<Broken, 'cause' | 'message' | 'issues'>,
  { title, again }: BrokenTexts,
  context: BrokenContext,
  ways: readonly TemplateResult[] = [],
): TemplateResult {
  const { t, actions } = context;
  const isOwnFault = cause === 'engine' || cause === 'bug';
  const told = cause === 'cancelled' ? [] : issues;
  const isSaid = message === '' || cause === 'cancelled' || told.some((issue) => issue.message === message);
  return html`<section class="sheet" role="alert">
    <h2>${icon(ICONS[cause])} ${title}</h2>
    ${isSaid ? nothing : html`<p>${message}</p>`} ${issuesPart(told, context)}
    <div class="buttons">
      ${ways}
      <vscode-button appearance=${ways.length > 0 ? 'secondary' : 'primary'} @click=${actions.runAgain}
        >${again}</vscode-button
      >
      ${
        isOwnFault
          ? html`<vscode-button appearance="secondary" @click=${actions.showOutput}>${t('Show Log')}</vscode-button>`
          : nothing
      }
    </div>
  </section>`;
}
