import { html, nothing, type TemplateResult } from 'lit';

/** What stands in a cell: a text, a number, or something to click. */
export type Content = TemplateResult | string | number | typeof nothing;

export interface PlainColumn<R> {
  /** Absent where the cells speak for themselves. */
  readonly title?: Content;
  /** Numbers stand at the end of their cell; a name may break anywhere. */
  readonly kind?: 'number' | 'name';
  readonly cell: (row: R) => Content;
}

export interface PlainTable<R> {
  readonly label: string;
  readonly columns: readonly PlainColumn<R>[];
  readonly rows: readonly R[];
  /** Whether the first cell of a row is its header. */
  readonly hasRowHeaders?: boolean;
  /** A class of a row that looks otherwise. */
  readonly rowClass?: (row: R) => string;
}

/** A small table, drawn as a whole: a line per row, each column by its own rule. Needs `plainTableStyles`. */
export function plainTable<R>(table: PlainTable<R>): TemplateResult {
  const { label, columns, rows, rowClass } = table;
  return html`<table class="plain" aria-label=${label}>
    <thead>
      <tr>
        ${columns.map(titleCell)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr class=${rowClass?.(row) ?? nothing}>
            ${columns.map((column, index) => bodyCell(column, row, index === 0 && table.hasRowHeaders === true))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function titleCell<R>({ title, kind }: PlainColumn<R>): TemplateResult {
  return title === undefined
    ? html`<td></td>`
    : html`<th scope="col" class=${kind === 'number' ? 'end' : nothing}>${title}</th>`;
}

const CLASSES = { number: 'end', name: 'name' } as const;

function bodyCell<R>({ kind, cell }: PlainColumn<R>, row: R, isHeader: boolean): TemplateResult {
  const css = kind ? CLASSES[kind] : nothing;
  return isHeader ? html`<th scope="row" class=${css}>${cell(row)}</th>` : html`<td class=${css}>${cell(row)}</td>`;
}
