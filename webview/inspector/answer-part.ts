import { html, nothing, svg, type TemplateResult } from 'lit';
import type { QuickRunAnswer } from '../../src/contract/inspector-page';
import { formatDuration, formatNumber, formatProbability } from '../shared/format';
import type { PartContext } from './context';
import { copyButton } from './copy-button';

type Done = Extract<QuickRunAnswer, { kind: 'done' }>;

const SHOWN_PROBABILITIES = 10;
/** Longer values are folded away. */
const LONG_VALUE = 80;

/** What the model said: label, probabilities, outputs, and how long it took. */
export function answerPart(answer: Done, context: PartContext): TemplateResult {
  const { t, actions } = context;
  const { label, score, logged, timing } = answer;
  const told = label ?? (score === undefined ? undefined : formatNumber(score));
  return html`${
      told === undefined
        ? nothing
        : html`<p class="label">
            <span class="visually-hidden">${t('Prediction:')}</span> ${told}
            ${copyButton(told, t('the prediction'), context)}
          </p>`
    }
    ${probabilitiesPart(answer, context)} ${outputsPart(answer, context)}
    <p class="quiet">
      ${t('Inference {0}, {1} in all.', formatDuration(timing.infer), formatDuration(timing.total))}
      ${
        logged
          ? html`<button class="link" @click=${() => actions.openRun(logged.run)}>${t('Open Run')}</button>`
          : t('It was not logged.')
      }
    </p>
    ${
      logged?.first
        ? html`<p class="note wrap">
            ${t('This is the first run of the log {0}. To keep inputs out of it, set "log": {"inputs": "off"} in the settings beside the model.', logged.log)}
          </p>`
        : nothing
    }`;
}

function probabilitiesPart({ probabilities }: Done, { t }: PartContext): TemplateResult | typeof nothing {
  if (probabilities.length === 0) return nothing;
  const sorted = probabilities.toSorted((a, b) => Number(b.probability) - Number(a.probability));
  const rows = (some: Done['probabilities']): TemplateResult =>
    html`<table class="probabilities" aria-label=${t('Probabilities')}>
      <tbody>
        ${some.map(
          (one) =>
            html`<tr>
              <th scope="row">${one.class}</th>
              <td class="bar">
                <svg aria-hidden="true">
                  ${svg`<rect width="${100 * Math.min(1, Math.max(0, Number(one.probability) || 0))}%" height="100%" rx="1" />`}
                </svg>
              </td>
              <td class="number">${formatProbability(one.probability)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  const rest = sorted.slice(SHOWN_PROBABILITIES);
  return html`${rows(sorted.slice(0, SHOWN_PROBABILITIES))}
  ${
    rest.length > 0
      ? html`<details>
          <summary>${t('{0} more', rest.length)}</summary>
          ${rows(rest)}
        </details>`
      : nothing
  }`;
}

function outputsPart({ outputs }: Done, context: PartContext): TemplateResult {
  const { t } = context;
  return html`<details
    class="outputs"
    ?open=${outputs.length > 0 && outputs.every(({ value }) => value.length < LONG_VALUE)}
  >
    <summary>${t('Outputs')} <span class="count">${outputs.length}</span></summary>
    <dl class="metadata">
      ${outputs.map(
        ({ name, value }) =>
          html`<dt><code>${name}</code> ${copyButton(value, name, context)}</dt>
            <dd><pre tabindex="0" aria-label=${t('Value of {0}', name)}>${value}</pre></dd>`,
      )}
    </dl>
  </details>`;
}
