import { html, nothing, type TemplateResult } from 'lit';
import type { OnChangeStep } from '../../src/contract/results-page';
import { fileName, formatShare } from '../shared/format';
import { icon } from '../shared/icons';
import type { PageContext } from './actions';
import { changeText } from './change-text';

/** What Run Again on Change does, and what is another than before. `showRows` shows these rows alone. */
export function changePart(
  context: PageContext,
  showRows: (rows: readonly number[]) => void,
): TemplateResult | typeof nothing {
  const { step } = context.state.onChange;
  if (step.kind === 'idle') return nothing;
  return html`<div class="change" role="status">${stepPart(step, context, showRows)}</div>`;
}

function stepPart(
  step: Exclude<OnChangeStep, { kind: 'idle' }>,
  context: PageContext,
  showRows: (rows: readonly number[]) => void,
): TemplateResult {
  switch (step.kind) {
    case 'waiting':
      return waitingPart(step, context);
    case 'running':
      return runningPart(step, context);
    case 'refreshed':
      return refreshedPart(step, context, showRows);
    case 'failed':
      return failedPart(step, context);
  }
}

function waitingPart({ why, file }: Extract<OnChangeStep, { kind: 'waiting' }>, { t }: PageContext): TemplateResult {
  const name = fileName(file);
  const text =
    why === 'missing' ? t('{0} is gone; waiting until it is back', name) : t('Waiting for {0} to be complete', name);
  return html`<span class="spinner" aria-hidden="true"></span><span class="quiet">${text}</span>`;
}

function runningPart(
  { fraction }: Extract<OnChangeStep, { kind: 'running' }>,
  { t, actions }: PageContext,
): TemplateResult {
  const share = fraction === undefined ? '' : ` ${formatShare(fraction)}`;
  return html`<span class="spinner" aria-hidden="true"></span>
    <span>${t('Files have changed: running again')}${share}</span>
    <button class="link" @click=${actions.cancel}>${t('Cancel')}</button>`;
}

function refreshedPart(
  { changed, change }: Extract<OnChangeStep, { kind: 'refreshed' }>,
  { t, language }: PageContext,
  showRows: (rows: readonly number[]) => void,
): TemplateResult {
  const names = changed.map(fileName).join(', ');
  const { flipped, rest } = change ? changeText(change, t, language) : { rest: [t('run again')] };
  const rows = change?.flippedRows ?? [];
  return html`${icon('info')}
    <span>
      ${t('{0} has changed:', names)}
      ${
        flipped === undefined
          ? nothing
          : html`<button class="link" title=${t('Show these rows')} @click=${() => showRows(rows)}>${flipped}</button>${
                rest.length > 0 ? ', ' : ''
              }`
      }${rest.join(', ')}
    </span>`;
}

function failedPart(
  { message }: Extract<OnChangeStep, { kind: 'failed' }>,
  { t, actions }: PageContext,
): TemplateResult {
  return html`${icon('warning')}
    <span>${t('Files have changed, but there is no new result; this is the one before.')} ${message}</span>
    <button class="link" @click=${actions.runAgain}>${t('Run Again')}</button>`;
}
