import { html, nothing, type TemplateResult } from 'lit';
import type { ValueInfo } from '../../src/contract/model';
import {
  around,
  choiceField,
  fileField,
  idOf,
  linesField,
  numberField,
  numberOrText,
  plainText,
  textField,
} from './fields';
import { entriesAt, valueAt, type FormContext } from './form-context';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: TemplateResult;
}

/** The parts of the form, in the order in which one fills it in. */
export function sections(context: FormContext): readonly Section[] {
  const { t } = context;
  return [
    { id: 'inputs', title: t('Inputs'), body: inputsSection(context) },
    { id: 'answers', title: t('Classes and outputs'), body: classesSection(context) },
    { id: 'roles', title: t('Truth and id'), body: rolesSection(context) },
    { id: 'missing', title: t('Empty cells'), body: missingSection(context) },
    { id: 'categories', title: t('Categories'), body: categoriesSection(context) },
    { id: 'data', title: t('Data files'), body: dataSection(context) },
    { id: 'comparing', title: t('Tolerance'), body: toleranceSection(context) },
    { id: 'log', title: t('Log'), body: logSection(context) },
    { id: 'more', title: t('Tests and rules'), body: moreSection(context) },
  ];
}

function inputsSection(context: FormContext): TemplateResult {
  const { state, settings, t } = context;
  const known = state.inputs.map(({ name }) => name);
  const others = entriesAt(settings, ['inputs'])
    .map(([name]) => name)
    .filter((name) => !known.includes(name));
  const dims = dimNames(state.inputs, settings);
  return html`${[...known, ...others].map((name) => inputPart(name, context))}
  ${dims.map((name) => numberField({ path: ['dims', name], title: t('Size of {0}', name), hint: t('Empty: the data decides.') }, context))}
  ${
    known.length + others.length + dims.length === 0
      ? html`<p class="quiet">${t('The model cannot be read, so its inputs are not known.')}</p>`
      : nothing
  }`;
}

function inputPart(name: string, context: FormContext): TemplateResult {
  const { state, settings, t } = context;
  const info = state.inputs.find((input) => input.name === name);
  const path = ['inputs', name];
  const change = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    context.set([...path, 'value'], value === '' ? undefined : jsonOrText(value));
  };
  const value = valueAt(settings, [...path, 'value']);
  const field = { path: [...path, 'value'], title: t('Or one value'), hint: t('A number, a text or a JSON list.') };
  const isScalar = info?.shape?.length === 0;
  return html`<h3>${name} ${info ? html`<code>${info.type} ${shapeText(info)}</code>` : nothing}</h3>
    ${
      isScalar
        ? nothing
        : linesField(
            {
              path: [...path, 'columns'],
              title: t('Columns'),
              hint: t('One a line, in the order that the model was trained with.'),
            },
            context,
          )
    }
    ${
      isScalar || value !== undefined || info?.shape?.slice(1).length === 0
        ? around(
            isScalar ? { ...field, title: t('Value') } : field,
            context,
            html`<input id=${idOf(field.path)} type="text" .value=${plainText(value)} @change=${change} />`,
          )
        : nothing
    }`;
}

function shapeText({ shape }: ValueInfo): string {
  return shape === null ? '' : `[${shape.map((dim) => dim ?? '?').join(', ')}]`;
}

/** Sizes that the model leaves open, but for the number of rows; and those that the file has. */
function dimNames(inputs: readonly ValueInfo[], settings: unknown): readonly string[] {
  const open = inputs.flatMap(({ shape }) => shape?.slice(1).filter((dim) => typeof dim === 'string') ?? []);
  return [...new Set([...open, ...entriesAt(settings, ['dims']).map(([name]) => name)])];
}

function classesSection(context: FormContext): TemplateResult {
  const { state, settings, t } = context;
  const outputs = state.outputs.map(({ name }) => name);
  const isFile = typeof valueAt(settings, ['classes']) === 'string';
  const names = { path: ['classes'], title: t('Class names'), hint: t('One a line, in the order of the class index.') };
  const file = { path: ['classes'], title: t('Or a file'), hint: t('A text file with one name a line.') };
  return html`${isFile ? nothing : linesField(names, context)} ${fileField(file, context)}
  ${textField({ path: ['outputs', 'label'], title: t('Output with the label') }, context, outputs)}
  ${textField({ path: ['outputs', 'probabilities'], title: t('Output with the probabilities') }, context, outputs)}`;
}

function rolesSection(context: FormContext): TemplateResult {
  const { t, state } = context;
  return html`${linesField(
    {
      path: ['truth'],
      title: t('Truth'),
      hint: t('The column that holds the true answer; one a line where there are several.'),
    },
    context,
    true,
  )}
  ${textField({ path: ['id'], title: t('Id'), hint: t('The column that identifies a row.') }, context, state.columns)}`;
}

function missingSection(context: FormContext): TemplateResult {
  const { t, settings } = context;
  const rows = entriesAt(settings, ['missing']).map(([column, rule]) => {
    const path = ['missing', column];
    const kinds = ['nan', 'error', 'value'] as const;
    const kind = rule === 'nan' || rule === 'error' ? rule : 'value';
    const texts = { nan: t('feed NaN'), error: t('is an error'), value: t('feed a value') };
    const choose = (event: Event): void => {
      const next = kinds[(event.target as HTMLSelectElement).selectedIndex];
      if (next) context.set(path, next === 'value' ? 0 : next);
    };
    const give = (event: Event): void => context.set(path, numberOrText((event.target as HTMLInputElement).value));
    return tableRow(
      'missing',
      column,
      context,
      html`<select aria-label=${t('Rule for {0}', column)} @change=${choose}>
          ${kinds.map((one) => html`<option .selected=${one === kind}>${texts[one]}</option>`)}
        </select>
        ${
          kind === 'value'
            ? html`<input
                type="text"
                size="10"
                aria-label=${t('Value for {0}', column)}
                .value=${plainText(rule)}
                @change=${give}
              />`
            : nothing
        }`,
    );
  });
  return html`<p class="quiet">${t('What to feed where a cell is empty; * stands for every column.')}</p>
    ${rows} ${addRow('missing', 'error', context)}`;
}

function categoriesSection(context: FormContext): TemplateResult {
  const { t, settings } = context;
  const rows = entriesAt(settings, ['categories']).map(
    ([column]) =>
      html`${tableRow('categories', column, context, html``)}
      ${linesField({ path: ['categories', column], title: t('Values'), hint: t('One a line, in the order of their codes.') }, context)}`,
  );
  return html`<p class="quiet">${t('Columns of text that the model was trained on as codes.')}</p>
    ${rows} ${addRow('categories', [], context)}`;
}

function tableRow(table: string, column: string, context: FormContext, control: TemplateResult): TemplateResult {
  const { t } = context;
  const rename = (event: Event): void => context.rename([table], column, (event.target as HTMLInputElement).value);
  return html`<div class="row" data-path=${`${table}/${column}`}>
    <input type="text" aria-label=${t('Column')} list="data-columns" .value=${column} @change=${rename} />
    ${control}
    <button
      class="tool"
      aria-label=${t('Remove {0}', column)}
      title=${t('Remove')}
      @click=${() => context.set([table, column], undefined)}
    >
      ×
    </button>
  </div>`;
}

function addRow(table: string, value: unknown, context: FormContext): TemplateResult {
  const { t, settings } = context;
  const add = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const column = input.value.trim();
    input.value = '';
    if (column !== '' && valueAt(settings, [table, column]) === undefined) context.set([table, column], value);
  };
  return html`<div class="row">
    <input
      type="text"
      list="data-columns"
      data-add=${table}
      placeholder=${t('Add a column...')}
      aria-label=${t('Add a column')}
      @change=${add}
    />
  </div>`;
}

function dataSection(context: FormContext): TemplateResult {
  const { t } = context;
  return html`${fileField({ path: ['data', 'sample'], title: t('Sample'), hint: t('To try the model on.') }, context)}
  ${fileField({ path: ['data', 'holdout'], title: t('Holdout'), hint: t('To compare versions on.') }, context)}
  ${fileField({ path: ['data', 'reference'], title: t('Reference'), hint: t('What the model was trained on.') }, context)}`;
}

function toleranceSection(context: FormContext): TemplateResult {
  const { t } = context;
  const hint = t('Outputs within atol + rtol × |baseline| count as equal.');
  return html`${numberField({ path: ['tolerance', 'rtol'], title: t('Relative (rtol)') }, context)}
  ${numberField({ path: ['tolerance', 'atol'], title: t('Absolute (atol)'), hint }, context)}`;
}

function logSection(context: FormContext): TemplateResult {
  const { t } = context;
  const choices = [
    [undefined, t('in full (default)')],
    ['full', t('in full')],
    ['hash', t('as hashes')],
    ['off', t('not at all')],
  ] as const;
  return html`${choiceField({ path: ['log', 'inputs'], title: t('Keep inputs') }, choices, context)}
  ${linesField({ path: ['redact'], title: t('Hidden columns'), hint: t('One a line. Their cells never reach the log.') }, context)}`;
}

function moreSection({ t, settings, openAsJson }: FormContext): TemplateResult {
  const count = (key: string): number => {
    const value = valueAt(settings, [key]);
    return Array.isArray(value) ? value.length : 0;
  };
  return html`<p>
    ${t('{0} tests, {1} rules.', count('tests'), count('rules'))}
    <button class="link" @click=${() => openAsJson(['tests'])}>${t('Edit tests as JSON')}</button>
    <button class="link" @click=${() => openAsJson(['rules'])}>${t('Edit rules as JSON')}</button>
  </p>`;
}

/** JSON where it is JSON that says the same, else the text itself. */
function jsonOrText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'number' && String(value) !== text ? text : value;
  } catch {
    return text;
  }
}
