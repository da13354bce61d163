import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatNumber } from '../shared/format';

export interface NumberField {
  readonly label: string;
  readonly value: number | undefined;
  /** What holds where nothing is typed. */
  readonly otherwise: string;
  /** Undefined where the field was emptied. */
  readonly onValue: (value: number | undefined) => void;
}

/** A field for a number from 0 on, such as 1e-5. What is none is marked, and changes nothing. */
export function numberField({ label, value, otherwise, onValue }: NumberField): TemplateResult {
  const take = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement;
    const number = numberOf(field.value);
    field.setAttribute('aria-invalid', String(number === null));
    if (number !== null && number !== value) onValue(number);
  };
  return html`<input
    type="text"
    inputmode="decimal"
    spellcheck="false"
    autocomplete="off"
    aria-label=${label}
    title=${label}
    placeholder=${otherwise}
    aria-invalid=${live('false')}
    .value=${live(value === undefined ? '' : formatNumber(value))}
    @change=${take}
  />`;
}

/** Undefined for nothing, null for what is no number from 0 on. A comma stands for a point. */
export function numberOf(text: string): number | undefined | null {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return undefined;
  const number = Number(trimmed);
  return Number.isFinite(number) && number >= 0 ? number : null;
}
