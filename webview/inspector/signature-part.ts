import { html, nothing, type TemplateResult } from 'lit';
import type { ExpectedInput, ModelExpectation } from '../../src/contract/expected';
import type { Dim, ValueInfo } from '../../src/contract/model';
import type { ModelContent, PartContext } from './context';
import { copyButton } from './copy-button';

/** Named columns beyond these are folded away. */
const SHOWN_COLUMNS = 12;

/** What the model takes: type and shape, and which columns feed it. */
export function inputsPart({ summary, expectation }: ModelContent, context: PartContext): TemplateResult {
  const { t } = context;
  const expected = new Map(expectation?.inputs.map((input) => [input.input, input]));
  return html`<section role="group" aria-labelledby="inputs">
    <h2 id="inputs">${t('Inputs')} <span class="count">${summary.inputs.length}</span></h2>
    <ul class="values">
      ${summary.inputs.map((value) => valueItem(value, context, columnsOf(expected.get(value.name), context)))}
    </ul>
    ${expectation && expectation.dims.length > 0 ? sizesForm(expectation.dims, context) : nothing}
  </section>`;
}

export function outputsPart({ summary }: ModelContent, context: PartContext): TemplateResult {
  const { t } = context;
  return html`<section role="group" aria-labelledby="outputs">
    <h2 id="outputs">${t('Outputs')} <span class="count">${summary.outputs.length}</span></h2>
    <ul class="values">
      ${summary.outputs.map((value) => valueItem(value, context, nothing))}
    </ul>
  </section>`;
}

function valueItem(
  { name, type, shape }: ValueInfo,
  context: PartContext,
  more: TemplateResult | typeof nothing,
): TemplateResult {
  return html`<li>
    <div class="value">
      <code class="name">${name}</code>
      <span class="type"><code>${type}</code>${shapeText(shape, context)}</span>
      ${copyButton(name, name, context)}
    </div>
    ${more}
  </li>`;
}

function shapeText(shape: readonly Dim[] | null, { t }: PartContext): TemplateResult | typeof nothing {
  if (shape === null) return nothing;
  if (shape.length === 0) return html` <span class="quiet">${t('one value')}</span>`;
  return html` <code>[${shape.map((dim, axis) => html`${axis === 0 ? '' : ', '}${dimText(dim, t)}`)}]</code>`;
}

function dimText(dim: Dim, t: PartContext['t']): TemplateResult {
  if (typeof dim === 'number') return html`${dim}`;
  if (dim === null || dim === '') return html`<span class="dim" title=${t('The data decides this size')}>?</span>`;
  return html`<span class="dim" title=${t('The data decides the size {0}', dim)}>${dim}</span>`;
}

function columnsOf(input: ExpectedInput | undefined, context: PartContext): TemplateResult | typeof nothing {
  if (!input) return nothing;
  const { t, actions } = context;
  if (input.source === 'constant')
    return html`<p class="quiet">${t('The settings beside the model give its value.')}</p>`;
  if (input.source === 'value') {
    return html`<p class="quiet">
      ${t('Takes one tensor for the whole run, which no column can hold.')}
      <button class="link" @click=${actions.openSettings}>${t('Give its value in the settings')}</button>
    </p>`;
  }
  if (input.source === 'name') return html`<p class="quiet">${ownNameText(input, t)}</p>`;
  const names = input.columns.map(({ name }) => name);
  return html`<p class="quiet">
      ${sourceText(input.source, t)} ${copyButton(names.join(','), t('the columns'), context)}
    </p>
    ${nameList(names, context)}`;
}

function nameList(names: readonly string[], { t }: PartContext): TemplateResult {
  const items = (some: readonly string[]): TemplateResult =>
    html`<ol class="columns">
      ${some.map((name) => html`<li>${name === '' ? t('(no name)') : name}</li>`)}
    </ol>`;
  const rest = names.slice(SHOWN_COLUMNS);
  return html`${items(names.slice(0, SHOWN_COLUMNS))}
  ${
    rest.length > 0
      ? html`<details>
          <summary>${t('{0} more', rest.length)}</summary>
          ${items(rest)}
        </details>`
      : nothing
  }`;
}

function sourceText(source: ExpectedInput['source'], t: PartContext['t']): string {
  const texts: Partial<Record<ExpectedInput['source'], string>> = {
    sidecar: t('Columns, from the settings beside the model:'),
    metadata: t("Columns, from the model's metadata:"),
    'model.txt': t('Columns, from LightGBM’s model.txt beside the model:'),
    mlflow: t('Columns, from the MLflow signature beside the model:'),
  };
  return texts[source] ?? '';
}

/** Where nothing names the columns: what the file's own would have to be called, or that their order counts. */
function ownNameText({ input, columns }: ExpectedInput, t: PartContext['t']): string {
  const shape = columns[0]?.cellShape ?? [];
  const [width] = shape;
  if (shape.length === 0) return t('The column {0}.', input);
  if (shape.length > 1) return t('The column {0} with a nested list a row, or one column per value.', input);
  if (width === null || width === undefined)
    return t('The column {0} with a list a row, or one column per value.', input);
  return t(
    'Nothing names its columns: {0}_0 to {0}_{1}, or {2} columns in the order of training.',
    input,
    width - 1,
    width,
  );
}

/** Asks once for the sizes that the data decides; they are kept beside the model. */
function sizesForm(dims: ModelExpectation['dims'], context: PartContext): TemplateResult {
  const { t, actions } = context;
  const save = (event: Event, dim: string): void => {
    const field = event.currentTarget as HTMLInputElement;
    const size = Number(field.value);
    if (field.value !== '' && Number.isInteger(size) && size > 0) actions.rememberSize(dim, size);
  };
  return html`<div class="sizes">
    ${dims.map(
      ({ name, size }) =>
        html`<label
          >${t('Size of {0}', name)}
          <input
            type="number"
            min="1"
            step="1"
            placeholder=${t('any')}
            .value=${size === undefined ? '' : String(size)}
            @change=${(event: Event) => save(event, name)}
        /></label>`,
    )}
    <span class="quiet">${t('Remembered in the settings beside the model.')}</span>
  </div>`;
}
