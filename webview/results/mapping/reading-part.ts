import { html, nothing, type TemplateResult } from 'lit';
import type { DataOptions } from '../../../src/contract/binding-options';
import type { Translate } from '../../shared/translate';
import type { MappingState } from './mapping-state';

interface Setting {
  readonly key: keyof DataOptions;
  readonly title: string;
  /** Value -> text; the empty value leaves it to the file. */
  readonly values: readonly (readonly [value: string, text: string])[];
}

/** How the file was read, open where that looks odd; a change reads it again. */
export function readingPart(
  state: MappingState,
  t: Translate,
  readAgain: (reading: DataOptions) => void,
): TemplateResult | typeof nothing {
  const { text, odd } = state.mapping.reading;
  if (!text) return nothing;
  const isOdd = odd.length > 0 || state.mapping.columns.length === 1 || Object.keys(state.reading).length > 0;
  return html`<details class="reading" ?open=${isOdd}>
    <summary>${t('How the file is read')}</summary>
    <div class="fields">${settings(state, t).map((setting) => field(setting, state, readAgain))}</div>
  </details>`;
}

function settings({ mapping }: MappingState, t: Translate): readonly Setting[] {
  const told = t('as told from the file');
  const decimal = mapping.reading.decimal === ',' ? t('told: comma') : t('told: point');
  return [
    {
      key: 'delimiter',
      title: t('Between columns'),
      values: [
        ['', told],
        [',', t('comma')],
        [';', t('semicolon')],
        ['\\t', t('tab')],
        ['|', t('bar')],
      ],
    },
    {
      key: 'decimal',
      title: t('Decimal mark'),
      values: [
        ['', decimal],
        ['.', t('point')],
        [',', t('comma')],
      ],
    },
    {
      key: 'encoding',
      title: t('Encoding'),
      values: [
        ['', told],
        ['utf-8', 'UTF-8'],
        ['windows-1252', 'Windows 1252'],
        ['utf-16le', 'UTF-16 LE'],
        ['utf-16be', 'UTF-16 BE'],
      ],
    },
  ];
}

function field(
  { key, title, values }: Setting,
  { reading }: MappingState,
  readAgain: (reading: DataOptions) => void,
): TemplateResult {
  const choose = (event: Event): void => {
    const [value = ''] = values[(event.target as HTMLSelectElement).selectedIndex] ?? [];
    const others = Object.fromEntries(Object.entries(reading).filter(([other]) => other !== key));
    readAgain(value === '' ? others : { ...others, [key]: value });
  };
  return html`<label class="field">
    <span>${title}</span>
    <select data-reading=${key} @change=${choose}>
      ${values.map(([value, text]) => html`<option .selected=${value === (reading[key] ?? '')}>${text}</option>`)}
    </select>
  </label>`;
}
