import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ModelExpectation, RowField } from '../../src/contract/expected';
import type { FilledField, QuickRunAnswer } from '../../src/contract/inspector-page';
import type { Issue } from '../../src/contract/issue';
import { controlStyles } from '../shared/control-styles';
import { icon } from '../shared/icons';
import { sharedStyles } from '../shared/styles';
import type { PartContext } from './context';
import { formStyles } from './form-styles';
import { inspectorStyles } from './inspector-styles';
import type { Memory } from './memory';
import { problemsPart } from './problems-part';
import { answerPart } from './answer-part';
import { fieldPart } from './field-part';

type Fields = readonly FilledField[];

/** A form for one row, and what the model says to it. */
@customElement('workbench-quick-run')
export class QuickRun extends LitElement {
  static override styles = [sharedStyles, controlStyles, inspectorStyles, formStyles];

  @property({ attribute: false }) path = '';
  @property({ attribute: false }) row?: ModelExpectation['row'];
  @property({ attribute: false }) context?: PartContext;
  @property({ attribute: false }) memory?: Memory;
  @property({ attribute: false }) run?: (fields: Fields, signal: AbortSignal) => Promise<QuickRunAnswer>;

  @state() private answer: QuickRunAnswer | undefined;
  @state() private running: AbortController | undefined;
  private typed = new Map<string, string>();

  override render(): TemplateResult | typeof nothing {
    const { context, row, answer } = this;
    if (!context || !row) return nothing;
    const { t } = context;
    const issues = answer && answer.kind !== 'cancelled' ? answer.issues : [];
    const beside = new Map(row.fields.map((field) => [field, issuesOf(issues, field, row.fields)]));
    const placed = new Set([...beside.values()].flat());
    const others = issues.filter((issue) => !placed.has(issue));
    return html`<section role="group" aria-labelledby="quick">
      <h2 id="quick">${t('Quick Run')}</h2>
      <p class="quiet">
        ${
          row.sample === undefined
            ? t('One row, with made-up values to start from.')
            : t('One row; the first one of {0} to start from.', row.sample)
        }
      </p>
      <form @submit=${this.onSubmit} @keydown=${this.onKey}>
        <div class="fields">
          ${row.fields.map((field, index) => this.field(field, index, beside.get(field) ?? [], t))}
        </div>
        ${this.buttons(context)}
      </form>
      <div class="answer" role="status" aria-busy=${this.running ? 'true' : 'false'}>${this.told(others, context)}</div>
    </section>`;
  }

  private field(field: RowField, index: number, issues: readonly Issue[], t: PartContext['t']): TemplateResult {
    const value = this.typed.get(field.column) ?? field.value;
    return fieldPart({ field, id: `field-${index}`, value, issues, onInput: this.onInput, t });
  }

  private buttons({ state: page, t }: PartContext): TemplateResult {
    if (this.running) {
      return html`<div class="buttons">
        <vscode-button appearance="secondary" @click=${this.cancel}>${t('Cancel')}</vscode-button>
        <span class="spinner" aria-hidden="true"></span> <span class="quiet">${t('Running...')}</span>
      </div>`;
    }
    return html`<div class="buttons">
      <vscode-button ?disabled=${!page.trusted} @click=${this.start}>${t('Run')}</vscode-button>
      ${
        this.typed.size > 0
          ? html`<button type="button" class="action" @click=${this.reset}>${t('Reset')}</button>`
          : nothing
      }
    </div>`;
  }

  /** What came of the last run, beside what stands at the fields. */
  private told(others: readonly Issue[], context: PartContext): TemplateResult {
    const { answer } = this;
    const { t } = context;
    if (answer?.kind === 'cancelled') return html`<p>${icon('stopped')} ${t('Cancelled')}</p>`;
    return html`${problemsPart(others, context)} ${answer?.kind === 'done' ? answerPart(answer, context) : nothing}`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('path')) return;
    this.running?.abort();
    this.running = undefined;
    this.answer = undefined;
    this.typed = new Map(this.memory?.recall(this.path));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.abort();
  }

  private readonly start = async (): Promise<void> => {
    if (!this.run || !this.row || this.running || !this.context?.state.trusted) return;
    const mine = new AbortController();
    this.running = mine;
    this.answer = undefined;
    const fields = this.row.fields.map(({ column, kind, value }) => ({
      column,
      kind,
      text: this.typed.get(column) ?? value,
    }));
    const answer = await this.run(fields, mine.signal).catch(() => ({ kind: 'cancelled' }) as const);
    if (this.running !== mine) return;
    this.running = undefined;
    this.answer = answer;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  };

  private readonly cancel = (): void => this.running?.abort();

  private readonly reset = (): void => {
    this.typed = new Map();
    this.memory?.remember(this.path, this.typed);
    this.answer = undefined;
    this.requestUpdate();
  };

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.start();
  };

  /** A list of several lines is typed with Shift+Enter. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const inChoice = event.target instanceof HTMLSelectElement;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !(inField || inChoice)) return;
    event.preventDefault();
    void this.start();
  };

  private readonly onInput = (field: RowField, text: string): void => {
    if (text === field.value) this.typed.delete(field.column);
    else this.typed.set(field.column, text);
    this.memory?.remember(this.path, this.typed);
    this.requestUpdate();
  };
}

/** Issues that name the field's column, or the input that only this field feeds. */
function issuesOf(issues: readonly Issue[], field: RowField, fields: readonly RowField[]): readonly Issue[] {
  const alone = fields.filter(({ input }) => input === field.input).length === 1;
  return issues.filter(({ severity, column, input }) => {
    if (severity === 'info') return false;
    return column === undefined ? alone && input === field.input : column === field.column;
  });
}
