import { html, nothing, type TemplateResult } from 'lit';
import type { OnChangeStep } from '../../src/contract/run-page';
import { fileName, formatShare } from './format';
import { icon } from './icons';
import type { Translate } from './translate';

export interface ChangeContext {
  readonly t: Translate;
  readonly actions: { readonly cancel: () => void; readonly runAgain: () => void };
}

type Refreshed = Extract<OnChangeStep, { kind: 'refreshed' }>;

/** What Run Again on Change does, and, by `refreshed`, what is another than before. */
export function changePart(
  step: OnChangeStep,
  context: ChangeContext,
  refreshed: (step: Refreshed) => TemplateResult | string,
): TemplateResult | typeof nothing {
  if (step.kind === 'idle') return nothing;
  return html`<div class="change" role="status">${stepPart(step, context, refreshed)}</div>`;
}

function stepPart(
  step: Exclude<OnChangeStep, { kind: 'idle' }>,
  context: ChangeContext,
  refreshed: (step: Refreshed) => TemplateResult | string,
): TemplateResult {
  switch (step.kind) {
    case 'waiting':
      return waitingPart(step, context);
    case 'running':
      return runningPart(step, context);
    case 'refreshed':
      return refreshedPart(step, context, refreshed(step));
    case 'failed':
      return failedPart(step, context);
  }
}

function waitingPart({ why, file }: Extract<OnChangeStep, { kind: 'waiting' }>, { t }: ChangeContext): TemplateResult {
  const name = fileName(file);
  const text =
    why === 'missing' ? t('{0} is gone; waiting until it is back', name) : t('Waiting for {0} to be complete', name);
  return html`<span class="spinner" aria-hidden="true"></span><span class="quiet">${text}</span>`;
}

function runningPart(
  { fraction }: Extract<OnChangeStep, { kind: 'running' }>,
  { t, actions }: ChangeContext,
): TemplateResult {
  const share = fraction === undefined ? '' : ` ${formatShare(fraction)}`;
  return html`<span class="spinner" aria-hidden="true"></span>
    <span>${t('Files have changed: running again')}${share}</span>
    <button class="link" @click=${actions.cancel}>${t('Cancel')}</button>`;
}

function refreshedPart({ changed }: Refreshed, { t }: ChangeContext, what: TemplateResult | string): TemplateResult {
  const names = changed.map(fileName).join(', ');
  return html`${icon('info')} <span>${t('{0} has changed:', names)} ${what}</span>`;
}

function failedPart(
  { message }: Extract<OnChangeStep, { kind: 'failed' }>,
  { t, actions }: ChangeContext,
): TemplateResult {
  return html`${icon('warning')}
    <span>${t('Files have changed, but there is no new result; this is the one before.')} ${message}</span>
    <button class="link" @click=${actions.runAgain}>${t('Run Again')}</button>`;
}
