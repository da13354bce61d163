import { html, nothing, type TemplateResult } from 'lit';
import { pathWithin } from '../shared/format';
import type { PartContext } from './context';
import { bindingText } from './binding-text';
import { copyPart } from './copy-part';

type Finished = PartContext<'finished'>;

/** What fed the model, which run this is and where it is logged. */
export function runPart(context: Finished): TemplateResult {
  const { view, t, language } = context;
  return html`<div class="facts quiet">
    ${view.start === undefined ? nothing : html`<span>${new Date(view.start).toLocaleString(language)}</span>`}
    ${view.binding.length > 0 ? html`<span>${bindingText(view.binding, t, language)}</span>` : nothing}
    <span><button class="link" @click=${context.actions.changeColumns}>${t('Change Columns...')}</button></span>
    ${copyPart(context)} ${logFact(context)}
  </div>`;
}

function logFact({ state, view, t, actions }: Finished): TemplateResult {
  const { run, log } = view;
  if (run === null || log === undefined) return html`<span>${t('Not logged')}</span>`;
  const copy = (): void => actions.copyLogPath(log);
  return html`<span title=${run}>${t('Run {0}', run)}</span>
    <span>
      ${t('Logged to')}
      <button class="link" title=${t('Copy {0}', log)} @click=${copy}>${pathWithin(state.subject.folder, log)}</button>
    </span>`;
}

/** Said once per log: where it is, that inputs are kept in it, and how to turn that off. */
export function firstRunPart({ state, view, t, actions }: Finished): TemplateResult | typeof nothing {
  if (!view.firstRun || view.log === undefined) return nothing;
  const log = pathWithin(state.subject.folder, view.log);
  const settings = t('Writes "log": {"inputs": "off"} to the settings beside the model');
  return html`<p class="note">
    ${t('This is the first run in {0}, which keeps inputs and predictions on this machine.', log)}
    <button class="link" title=${settings} @click=${actions.turnInputsOff}>${t('Turn Inputs Off')}</button>
    <span aria-hidden="true">·</span>
    <button class="link" @click=${actions.showPredictions}>${t('Show Predictions')}</button>
  </p>`;
}
