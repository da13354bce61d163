import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { messageOf } from '../../../src/contract/errors';
import type { ColumnSummary } from '../../../src/contract/rows';
import type { Translate } from '../translate';
import { formatCount } from '../format';
import { controlStyles } from '../control-styles';
import { sharedStyles } from '../styles';
import type { TableColumn, TableOrder } from '../table-column';
import { columnMenuStyles } from './column-menu-styles';
import { draftOf, parseCondition, type ConditionDraft } from './condition-draft';
import type { ColumnCondition } from './view-state';

type Kind = ConditionDraft['kind'];

/** What a column's menu tells its owner. */
export interface ColumnMenuListener {
  readonly order: (order: TableOrder | undefined) => void;
  readonly condition: (condition: ColumnCondition | undefined) => void;
  readonly close: () => void;
}

/** Orders by a column, or filters by it. */
@customElement('workbench-column-menu')
export class ColumnMenu extends LitElement {
  static override styles = [sharedStyles, controlStyles, columnMenuStyles];

  @property({ attribute: false }) column!: Pick<TableColumn<never>, 'id' | 'title' | 'align'>;
  @property({ attribute: false }) current?: ColumnCondition;
  @property({ attribute: false }) order?: TableOrder;
  @property({ attribute: false }) listener!: ColumnMenuListener;
  /** Asks for the values that the column has. */
  @property({ attribute: false }) summary!: () => Promise<ColumnSummary | undefined>;
  @property({ attribute: false }) t!: Translate;
  @property() language = 'en';

  @state() private kind: Kind = 'contains';
  @state() private wrong = '';
  @state() private values: readonly { readonly value: string; readonly rows: number }[] = [];
  @query('form') private form!: HTMLFormElement;

  override render(): TemplateResult {
    const { t, column } = this;
    return html`<div
      class="menu"
      role="dialog"
      aria-label=${t('Sort and filter {0}', column.title)}
      @keydown=${this.onKeyDown}
    >
      ${this.orderPart()}
      <form @submit=${this.onSubmit} novalidate>
        <label>
          ${t('Show rows where {0}', column.title)}
          <select name="kind" @change=${this.onKind}>
            ${this.option('contains', t('contains'))} ${this.option('equals', t('is'))}
            ${this.option('range', t('is between'))} ${this.option('missing', t('is missing'))}
          </select>
        </label>
        ${this.fields()} ${this.wrong === '' ? nothing : html`<p class="wrong" role="alert">${this.wrong}</p>`}
        <div class="buttons">
          <vscode-button @click=${() => this.form.requestSubmit()}>${t('Apply')}</vscode-button>
          ${
            this.current
              ? html`<vscode-button appearance="secondary" @click=${() => this.listener.condition(undefined)}
                  >${t('Remove')}</vscode-button
                >`
              : nothing
          }
        </div>
      </form>
      ${this.valuesPart()}
    </div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('column')) return;
    this.kind = this.current?.kind ?? (this.column.align === 'end' ? 'range' : 'contains');
    this.wrong = '';
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
    void this.loadValues();
  }

  private async loadValues(): Promise<void> {
    try {
      const summary = await this.summary();
      if (summary?.spread.kind === 'values') this.values = summary.spread.values;
    } catch (error) {
      this.wrong = messageOf(error);
    }
  }

  private orderPart(): TemplateResult {
    const { t, order, column } = this;
    const current = order?.column === column.id ? order.direction : undefined;
    const choice = (direction: TableOrder['direction'], text: string): TemplateResult =>
      html`<button
        class="item"
        aria-pressed=${String(current === direction)}
        @click=${() => this.listener.order(current === direction ? undefined : { column: column.id, direction })}
      >
        ${text}
      </button>`;
    return html`<div class="order">
      ${choice('ascending', t('Sort Ascending'))} ${choice('descending', t('Sort Descending'))}
    </div>`;
  }

  private option(kind: Kind, text: string): TemplateResult {
    return html`<option value=${kind} ?selected=${kind === this.kind}>${text}</option>`;
  }

  private fields(): TemplateResult | typeof nothing {
    const { t } = this;
    const typed = draftOf(this.current);
    switch (this.kind) {
      case 'contains':
        return this.field('text', t('Text'), typed.text);
      case 'equals':
        return this.field('value', t('Value'), typed.value);
      case 'range':
        return html`<div class="range">
          ${this.field('from', t('From'), typed.from)} ${this.field('to', t('To'), typed.to)}
        </div>`;
      case 'missing':
        return nothing;
    }
  }

  private field(name: string, label: string, value: string): TemplateResult {
    return html`<label>
      ${label}
      <input name=${name} .value=${value} spellcheck="false" autocomplete="off" />
    </label>`;
  }

  private valuesPart(): TemplateResult | typeof nothing {
    if (this.values.length === 0) return nothing;
    const isCurrent = (value: string): boolean => this.current?.kind === 'equals' && this.current.value === value;
    return html`<ul class="values" aria-label=${this.t('Most frequent values')}>
      ${this.values.map(
        ({ value, rows }) =>
          html`<li>
            <button
              class="item"
              aria-pressed=${String(isCurrent(value))}
              @click=${() => this.listener.condition({ kind: 'equals', column: this.column.id, value })}
            >
              <span class="value">${value}</span> <span class="quiet">${formatCount(rows, this.language)}</span>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  private readonly onKind = (event: Event): void => {
    this.kind = (event.target as HTMLSelectElement).value as Kind;
    this.wrong = '';
  };

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    const data = new FormData(this.form);
    const text = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const draft = { kind: this.kind, text: text('text'), value: text('value'), from: text('from'), to: text('to') };
    const condition = parseCondition(this.column.id, draft);
    if (condition) this.listener.condition(condition);
    else this.wrong = this.kind === 'range' ? this.t('Give at least one number.') : this.t('Give a text.');
  };

  /** A form with two fields and no button of its own is not submitted by Enter. */
  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) this.form.requestSubmit();
    else if (event.key === 'Escape') this.listener.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
