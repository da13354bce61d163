import { html, nothing, type TemplateResult } from 'lit';
import type { Issue } from '../../src/contract/issue';
import type { SettingsWanted } from '../../src/contract/results-page';
import { fileName } from '../shared/format';
import { icon, type IconName } from '../shared/icons';
import type { PartContext } from './actions';
import { issuesPart } from './issues-part';

/** A plan that stopped without a proposal: what did not fit and what to do. */
export function stoppedPart(context: PartContext<'stopped'>): TemplateResult {
  const { t, actions, view, state } = context;
  const model = fileName(state.subject.model);
  const openSettings = (): void => actions.openSettings(settingsWanted(view.issues));
  return html`<section class="sheet" role="alert">
    <h2>${icon('question')} ${t('The data does not fit the model yet')}</h2>
    ${issuesPart(view.issues, context)}
    <p class="quiet">
      ${t('The settings beside the model are in {0}.workbench.json. Editor and terminal read them.', model)}
    </p>
    <div class="buttons">
      <vscode-button @click=${actions.runAgain}>${t('Run Again')}</vscode-button>
      <vscode-button appearance="secondary" @click=${openSettings}>${t('Open Settings File')}</vscode-button>
    </div>
  </section>`;
}

/** Codes of issues that ask for an input's one value; all others ask for its columns. */
const ASKS_FOR_VALUE: ReadonlySet<string> = new Set(['input-needs-value', 'scalar-input']);

function settingsWanted(issues: readonly Issue[]): SettingsWanted {
  const inputsOf = (some: readonly Issue[]): string[] => [...new Set(some.flatMap(({ input }) => input ?? []))];
  const errors = issues.filter(({ severity }) => severity === 'error');
  return {
    columns: inputsOf(errors.filter(({ code }) => !ASKS_FOR_VALUE.has(code))),
    values: inputsOf(errors.filter(({ code }) => ASKS_FOR_VALUE.has(code))),
  };
}

/** There are no results, and why. */
export function brokenPart(context: PartContext<'broken'>): TemplateResult {
  const { view, t, actions } = context;
  const isOwnFault = view.cause === 'engine' || view.cause === 'bug';
  const isCancelled = view.cause === 'cancelled';
  const isSaidByIssue = isCancelled || view.issues.some((issue) => issue.message === view.message);
  return html`<section class="sheet" role="alert">
    <h2>${icon(CAUSE_ICONS[view.cause])} ${brokenTitle(context)}</h2>
    ${view.message === '' || isSaidByIssue ? nothing : html`<p>${view.message}</p>`}
    ${isCancelled ? nothing : issuesPart(view.issues, context)}
    <div class="buttons">
      <vscode-button @click=${actions.runAgain}>${t('Run Again')}</vscode-button>
      ${
        isOwnFault
          ? html`<vscode-button appearance="secondary" @click=${actions.showOutput}>${t('Show Log')}</vscode-button>`
          : nothing
      }
    </div>
  </section>`;
}

const CAUSE_ICONS: Readonly<Record<PartContext<'broken'>['view']['cause'], IconName>> = {
  input: 'error',
  cancelled: 'stopped',
  engine: 'error',
  unlogged: 'info',
  lost: 'info',
  bug: 'error',
};

function brokenTitle({ view, t }: PartContext<'broken'>): string {
  const titles = {
    input: t('The prediction could not start'),
    cancelled: t('Cancelled before it began'),
    engine: t('The engine stopped in the middle of the prediction'),
    unlogged: t('These results were not logged, so they ended with the window'),
    lost: t('This run cannot be read from its log any more'),
    bug: t('Something went wrong in ONNX Workbench itself'),
  };
  return titles[view.cause];
}
