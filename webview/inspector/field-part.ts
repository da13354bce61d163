import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RowField } from '../../src/contract/expected';
import type { Issue } from '../../src/contract/issue';
import { icon } from '../shared/icons';
import type { Translate } from '../shared/translate';

export interface FieldParts {
  readonly field: RowField;
  readonly id: string;
  readonly value: string;
  /** What did not fit about what stands in it. */
  readonly issues: readonly Issue[];
  readonly onInput: (field: RowField, text: string) => void;
  readonly t: Translate;
}

/** One field with its name, its type, and what did not fit. */
export function fieldPart(parts: FieldParts): TemplateResult {
  const { field, id, issues, t } = parts;
  const isJson = field.kind === 'list' || field.kind === 'value';
  // What is said of a field needs the whole width.
  return html`<div class="field ${isJson || issues.length > 0 ? 'wide' : ''}">
    <label for=${id}
      ><span class="name">${field.column === '' ? t('(no name)') : field.column}</span>
      <span class="quiet">${field.dtype}${isJson ? ' JSON' : ''}</span></label
    >
    ${control(parts)}
    ${
      issues.length > 0
        ? html`<ul class="issues" id="${id}-issues">
            ${issues.map(({ severity, message }) => html`<li>${icon(severity)} <span>${message}</span></li>`)}
          </ul>`
        : nothing
    }
  </div>`;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function control(parts: FieldParts): TemplateResult {
  const { field, id, value, issues, onInput } = parts;
  const invalid = issues.some(({ severity }) => severity === 'error') ? 'true' : 'false';
  const described = issues.length > 0 ? `${id}-issues` : nothing;
  const typed = (event: Event): void => onInput(field, (event.currentTarget as Control).value);
  switch (field.kind) {
    case 'choice':
      return choice(parts, field.choices ?? [], typed, invalid, described);
    case 'boolean':
      return choice(parts, ['true', 'false'], typed, invalid, described);
    case 'list':
    case 'value':
      return html`<textarea
        id=${id}
        rows="2"
        spellcheck="false"
        aria-invalid=${invalid}
        aria-describedby=${described}
        .value=${live(value)}
        @input=${typed}
      ></textarea>`;
    default:
      return html`<input
        id=${id}
        type="text"
        inputmode=${field.kind === 'number' ? 'decimal' : 'text'}
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${invalid}
        aria-describedby=${described}
        .value=${live(value)}
        @input=${typed}
      />`;
  }
}

/** The value stays among the choices even where the settings do not list it. */
function choice(
  { id, value, t }: FieldParts,
  choices: readonly string[],
  typed: (event: Event) => void,
  invalid: string,
  described: string | typeof nothing,
): TemplateResult {
  const all = choices.includes(value) ? choices : [value, ...choices];
  return html`<select id=${id} aria-invalid=${invalid} aria-describedby=${described} @change=${typed}>
    ${all.map(
      (one) => html`<option value=${one} .selected=${live(one === value)}>${one === '' ? t('(empty)') : one}</option>`,
    )}
  </select>`;
}
