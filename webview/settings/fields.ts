import { html, nothing, type TemplateResult } from 'lit';
import type { SettingPath } from '../../src/contract/settings-page';
import { icon } from '../shared/icons';
import { valueAt, type FormContext } from './form-context';

/** A setting as the form shows it. */
export interface Field {
  readonly path: SettingPath;
  readonly title: string;
  readonly hint?: string;
}

/** A text; empty takes the setting away. `offer`: what can be chosen from. */
export function textField(field: Field, context: FormContext, offer: readonly string[] = []): TemplateResult {
  const id = idOf(field.path);
  const value = valueAt(context.settings, field.path);
  const change = (event: Event): void => {
    const { value: text } = event.target as HTMLInputElement;
    context.set(field.path, text === '' ? undefined : text);
  };
  return around(
    field,
    context,
    html`<input id=${id} type="text" list=${`${id}-offer`} .value=${plainText(value)} @change=${change} />
      <datalist id=${`${id}-offer`}>${offer.map((name) => html`<option value=${name}></option>`)}</datalist>`,
  );
}

/** A number, kept as text where it is none, so that the problem is said and nothing is lost. */
export function numberField(field: Field, context: FormContext): TemplateResult {
  const change = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    context.set(field.path, value.trim() === '' ? undefined : numberOrText(value));
  };
  const value = plainText(valueAt(context.settings, field.path));
  return around(
    field,
    context,
    html`<input id=${idOf(field.path)} type="text" inputmode="decimal" size="10" .value=${value} @change=${change} />`,
  );
}

/** One of several; `undefined` leaves it to the default. */
export function choiceField(
  field: Field,
  choices: readonly (readonly [value: string | undefined, text: string])[],
  context: FormContext,
): TemplateResult {
  const value = valueAt(context.settings, field.path);
  const change = (event: Event): void => {
    context.set(field.path, choices[(event.target as HTMLSelectElement).selectedIndex]?.[0]);
  };
  return around(
    field,
    context,
    html`<select id=${idOf(field.path)} @change=${change}>
      ${choices.map(([one, text]) => html`<option .selected=${one === value}>${text}</option>`)}
    </select>`,
  );
}

/** A list with one entry a line. `single`: a list of one may be a plain text. */
export function linesField(field: Field, context: FormContext, single = false): TemplateResult {
  const value = valueAt(context.settings, field.path);
  const lines = Array.isArray(value) ? value.map(plainText) : value === undefined ? [] : [plainText(value)];
  const change = (event: Event): void => {
    const given = linesOf((event.target as HTMLTextAreaElement).value);
    const [only] = given;
    context.set(field.path, given.length === 0 ? undefined : single && given.length === 1 ? only : given);
  };
  return around(
    field,
    context,
    html`<textarea
      id=${idOf(field.path)}
      rows=${Math.min(12, Math.max(2, lines.length))}
      spellcheck="false"
      .value=${lines.join('\n')}
      @change=${change}
    ></textarea>`,
  );
}

/** A path, typed or chosen. */
export function fileField(field: Field, context: FormContext): TemplateResult {
  const value = valueAt(context.settings, field.path);
  const change = (event: Event): void => {
    const { value: text } = event.target as HTMLInputElement;
    context.set(field.path, text === '' ? undefined : text);
  };
  return around(
    field,
    context,
    html`<span class="file">
      <input id=${idOf(field.path)} type="text" .value=${typeof value === 'string' ? value : ''} @change=${change} />
      <vscode-button
        appearance="secondary"
        aria-label=${context.t('Browse... for {0}', field.title)}
        @click=${() => context.pickFile(field.path)}
        >${context.t('Browse...')}</vscode-button
      >
    </span>`,
  );
}

/** Title, control, hint and what is wrong with the value. */
export function around(field: Field, { state, t }: FormContext, control: TemplateResult): TemplateResult {
  const id = idOf(field.path);
  const problems =
    state.content.kind === 'settings' ? state.content.problems.filter(({ path }) => startsWith(path, field.path)) : [];
  return html`<div class="field ${problems.length > 0 ? 'wrong' : ''}" data-path=${field.path.join('/')}>
    <label for=${id}>${field.title}</label>
    <div class="control">
      ${control}
      ${problems.map(({ message }) => html`<p class="problem">${icon('error')} ${t('It {0}.', message)}</p>`)}
      ${field.hint === undefined ? nothing : html`<p class="quiet hint">${field.hint}</p>`}
    </div>
  </div>`;
}

function startsWith(path: SettingPath, start: SettingPath): boolean {
  return start.every((key, index) => String(path[index]) === String(key));
}

export function idOf(path: SettingPath): string {
  return `setting-${path.join('-').replaceAll(/[^\w-]/g, '_')}`;
}

/** A value of the file in one line, as it is typed. */
export function plainText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function numberOrText(text: string): number | string {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
