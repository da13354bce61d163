import { html, nothing, svg, type TemplateResult } from 'lit';
import type { OperatorCount } from '../../src/contract/model';
import { formatBytes, formatCount } from '../shared/format';
import { icon } from '../shared/icons';
import type { ModelContent, PartContext } from './context';
import { copyButton } from './copy-button';

const SHOWN_OPERATORS = 8;
/** Longer values are folded away. */
const LONG_VALUE = 120;

/** Everything else that is known of the model. */
export function detailsPart({ summary }: ModelContent, context: PartContext): TemplateResult {
  const { t, language } = context;
  const metadata = Object.entries(summary.metadata);
  return html`${operatorsPart(summary.operators, context)}
    ${
      summary.initializerInputs.length > 0
        ? html`<section role="group" aria-labelledby="given">
            <h2 id="given">${t('Inputs that have a value already')}</h2>
            <p class="wrap">${summary.initializerInputs.join(', ')}</p>
          </section>`
        : nothing
    }
    ${
      metadata.length > 0
        ? html`<section role="group" aria-labelledby="metadata">
            <h2 id="metadata">${t('Metadata')} <span class="count">${metadata.length}</span></h2>
            <dl class="metadata">${metadata.map(([key, value]) => metadataItem(key, value, context))}</dl>
          </section>`
        : nothing
    }
    ${
      summary.externalData.length > 0
        ? html`<section role="group" aria-labelledby="external">
            <h2 id="external">${t('External data')} <span class="count">${summary.externalData.length}</span></h2>
            <ul class="values">
              ${summary.externalData.map(
                ({ location, bytes }) =>
                  html`<li class="value">
                    <code class="name">${location}</code> <span class="quiet">${formatBytes(bytes, language)}</span>
                  </li>`,
              )}
            </ul>
          </section>`
        : nothing
    }
    <p>
      <button class="action" @click=${() => context.actions.copy(JSON.stringify(summary, null, 2))}>
        ${icon('copy')} ${t('Copy All as JSON')}
      </button>
    </p>`;
}

function operatorsPart(operators: readonly OperatorCount[], context: PartContext): TemplateResult | typeof nothing {
  if (operators.length === 0) return nothing;
  const { t } = context;
  const most = operators[0]?.count ?? 1;
  const rows = (some: readonly OperatorCount[]): TemplateResult =>
    html`<table class="operators">
      <tbody>
        ${some.map((operator) => operatorRow(operator, most, context))}
      </tbody>
    </table>`;
  const rest = operators.slice(SHOWN_OPERATORS);
  return html`<section role="group" aria-labelledby="operators">
    <h2 id="operators">${t('Operators')} <span class="count">${operators.length}</span></h2>
    ${rows(operators.slice(0, SHOWN_OPERATORS))}
    ${
      rest.length > 0
        ? html`<details>
            <summary>${t('{0} more', rest.length)}</summary>
            ${rows(rest)}
          </details>`
        : nothing
    }
  </section>`;
}

function operatorRow(
  { domain, name, count, from }: OperatorCount,
  most: number,
  { t, language }: PartContext,
): TemplateResult {
  return html`<tr>
    <th scope="row">
      ${domain === '' ? nothing : html`<span class="quiet">${domain}.</span>`}${name}
      ${from === 'model' ? html`<span class="badge">${t('function of the model')}</span>` : nothing}
      ${from === 'unknown' ? html`<span class="badge">${t('custom')}</span>` : nothing}
    </th>
    <td class="number">${formatCount(count, language)}</td>
    <td class="bar">
      <svg aria-hidden="true">${svg`<rect width="${(100 * count) / most}%" height="100%" rx="1" />`}</svg>
    </td>
  </tr>`;
}

/** Text, whatever it looks like. */
function metadataItem(key: string, value: string, context: PartContext): TemplateResult {
  const { t } = context;
  const line = value.replaceAll(/\s+/g, ' ');
  return html`<dt><code>${key}</code> ${copyButton(value, key, context)}</dt>
    <dd>
      ${
        value.length <= LONG_VALUE && !value.includes('\n')
          ? value
          : html`<details>
              <summary>${line.slice(0, LONG_VALUE)}${line.length > LONG_VALUE ? '…' : ''}</summary>
              <pre tabindex="0" aria-label=${t('Value of {0}', key)}>${value}</pre>
            </details>`
      }
    </dd>`;
}
