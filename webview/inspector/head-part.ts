import { html, nothing, type TemplateResult } from 'lit';
import type { ModelSummary } from '../../src/contract/model';
import { formatBytes, formatCount } from '../shared/format';
import { icon } from '../shared/icons';
import type { ModelContent, PartContext } from './context';
import { copyButton } from './copy-button';

const FORMATS = ['csv', 'json'] as const;

/** The model's name, what it is, and what can be done with it. */
export function headPart({ file, summary }: ModelContent, context: PartContext): TemplateResult {
  const { t, language } = context;
  const { bytes, nodes, parameters } = summary;
  const facts = [
    formatBytes(bytes, language),
    ...(summary.producer === '' ? [] : [summary.producer]),
    t('IR {0}', summary.irVersion),
    opsetsText(summary, context),
    nodes === 1 ? t('1 node') : t('{0} nodes', formatCount(nodes, language)),
    parameters === 1 ? t('1 parameter') : t('{0} parameters', formatCount(parameters, language)),
  ];
  return html`<header>
    <h1><span title=${file.path}>${file.name}</span> ${copyButton(file.path, t('the path'), context)}</h1>
    ${file.version ? versionNote(file.version, context) : nothing}
    <p class="facts quiet">${facts.map((fact) => html`<span>${fact}</span>`)}</p>
    ${file.version ? nothing : buttons(context)}
  </header>`;
}

/** Exporters write the same opset twice: under its full name and under its short one, the empty text. */
function opsetsText({ opsets }: ModelSummary, { t }: PartContext): string {
  const texts = opsets.map(({ domain, version }) => `${domain === '' ? 'ai.onnx' : domain} ${version}`);
  return t('opset {0}', [...new Set(texts)].join(', '));
}

function versionNote(
  { title, settings }: NonNullable<ModelContent['file']['version']>,
  { t }: PartContext,
): TemplateResult {
  const whose = {
    own: t('Read with the settings of the same version.'),
    current: t('Read with the settings of today, because this version has none.'),
    none: '',
  };
  return html`<p class="note">
    <span class="badge">${title}</span> ${t('An earlier version can be looked at, not run.')} ${whose[settings]}
  </p>`;
}

function buttons({ state, actions, t }: PartContext): TemplateResult {
  return html`<div class="buttons">
      <vscode-button ?disabled=${!state.trusted} @click=${actions.runPrediction}
        >${t('Run Prediction...')}</vscode-button
      >
      <span class="group" role="group" aria-label=${t('Create Template Input')}>
        <span class="quiet" aria-hidden="true">${t('Template:')}</span>
        ${FORMATS.map((format) => {
          const name = format.toUpperCase();
          return html`<button
            class="action"
            title=${t('Create a template input as {0}', name)}
            @click=${() => actions.createTemplate(format)}
          >
            ${name}
          </button>`;
        })}
      </span>
    </div>
    ${state.trusted ? dropHint(t) : trustNote({ actions, t })}`;
}

function dropHint(t: PartContext['t']): TemplateResult {
  return html`<p class="hint quiet">
    ${icon('drop')} <span>${t('Hold Shift and drop a data file here to run it.')}</span>
  </p>`;
}

/** Why nothing runs, and the way out. */
function trustNote({ actions, t }: Pick<PartContext, 'actions' | 't'>): TemplateResult {
  return html`<p class="note">
    ${t('Running a model needs a trusted workspace, because a model is code from somebody.')}
    <button class="link" @click=${actions.manageTrust}>${t('Manage Trust')}</button>
  </p>`;
}
