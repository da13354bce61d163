import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Issue } from '../../../src/contract/issue';
import type { Mapping, MappingChoice, MappingColumn } from '../../../src/contract/mapping';
import type { DataOptions } from '../../../src/contract/binding-options';
import { formatCount } from '../../shared/format';
import { icon } from '../../shared/icons';
import { place } from '../../shared/place';
import { controlStyles } from '../../shared/control-styles';
import { sharedStyles } from '../../shared/styles';
import type { Translate } from '../../shared/translate';
import { announce } from './announce';
import { columnName } from './column-words';
import { columnsPart, MOST_ROWS } from './columns-part';
import { ColumnDrag, type DropTarget } from './drag';
import { inputsPart } from './inputs-part';
import { listKey, type ListKey } from './mapping-keys';
import { choiceOf, placeOf, reduce, startState, type MappingAction, type MappingState } from './mapping-state';
import { mappingStyles } from './mapping-styles';
import { problemsOf, type Problem } from './problems';
import { readingPart } from './reading-part';
import type { KeyboardPlace, StepContext } from './step-context';

/** What the step asks of the page around it. */
export interface MappingHost {
  readonly load: (reading?: DataOptions) => Promise<Mapping>;
  readonly check: (choice: MappingChoice) => Promise<readonly Issue[]>;
  /** `choice` absent: the proposal, as it was shown. */
  readonly use: (choice: MappingChoice | undefined, save: boolean) => void;
  /** The files may be others by now. */
  readonly runAgain: () => void;
  readonly cancel: () => void;
  readonly createTemplate: () => void;
  readonly openSettings: () => void;
  readonly issues: (issues: readonly Issue[]) => TemplateResult | typeof nothing;
}

/** A change is checked by the engine once the hand rests. */
const CHECK_AFTER_MS = 150;
/** Fewer columns need no filter. */
const FILTER_FROM = 16;
/** The issue that says in words what the step shows. */
const ASKED_HERE = 'accept-columns';

/** Which column feeds which input: shown, and changed by mouse or by keyboard alone. */
@customElement('workbench-mapping')
export class MappingStep extends LitElement {
  static override styles = [sharedStyles, controlStyles, mappingStyles];

  @property({ attribute: false }) host?: MappingHost;
  @property({ attribute: false }) t: Translate = (text) => text;
  @property() language = 'en';
  @property() model = '';
  @property() data = '';
  /** `question`: nothing has run yet. `change`: there is a result to go back to. */
  @property() mode: 'question' | 'change' = 'question';

  @state() private step: MappingState | undefined;
  @state() private failure = '';
  @state() private issues: readonly Issue[] = [];
  @state() private told = '';
  @state() private filter = '';
  @state() private at: KeyboardPlace = { places: {}, row: 0 };

  private readonly drag = new ColumnDrag(this, (column, target) => this.dropped(column, target));
  private focusNext: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers of an earlier look at the file, or about an earlier choice, count for nothing. */
  private loaded = 0;
  private checked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render(): TemplateResult {
    const { t } = this;
    return html`<section class="step" aria-labelledby="question">
      ${this.headPart()} ${this.failure === '' ? nothing : html`<p role="alert">${icon('error')} ${this.failure}</p>`}
      ${this.step ? this.sides(this.step) : this.waitingPart()}
      <p id="place-keys" class="keys quiet">
        ${t('Arrow keys go through the places, Alt with an arrow key moves a column, Delete leaves it out.')}
      </p>
      <p id="column-keys" class="keys quiet">
        ${t('Space takes a column or leaves it out, Alt with an arrow key moves it, Enter chooses its part.')}
      </p>
      <div class="visually-hidden" aria-live="polite">${this.told}</div>
      ${this.ghost()}
    </section>`;
  }

  protected override updated(changed: PropertyValues): void {
    const selector = this.focusNext;
    this.focusNext = undefined;
    if (selector !== undefined) this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
    else if (changed.has('step') && changed.get('step') === undefined && document.hasFocus())
      this.renderRoot.querySelector<HTMLElement>('.buttons vscode-button:not([disabled])')?.focus();
  }

  private async load(reading?: DataOptions): Promise<void> {
    const turn = ++this.loaded;
    try {
      const mapping = await this.host?.load(reading);
      if (!mapping || turn !== this.loaded) return;
      clearTimeout(this.timer);
      this.checked++;
      this.step = startState(mapping);
      this.issues = mapping.issues.filter(({ code }) => code !== ASKED_HERE);
      this.failure = '';
    } catch (error) {
      if (turn === this.loaded) this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  private headPart(): TemplateResult {
    const { t, model, data, mode } = this;
    const proposed = this.step?.mapping.proposal !== undefined;
    const title =
      mode === 'change'
        ? t('Which columns of {0} feed {1}?', data, model)
        : proposed
          ? t('Are these the columns that {0} was trained on?', model)
          : t('The data does not fit the model yet');
    const why =
      mode === 'question' && proposed
        ? t('The model does not name its columns, and {0} has more than it takes. Nothing has run yet.', data)
        : t('Drag columns to where they belong, or use the keyboard.');
    return html`<h2 id="question">${icon('question')} ${title}</h2>
      <p class="quiet">${why}</p>
      <div class="buttons">${this.step ? this.useButtons(this.step) : nothing} ${this.otherButtons(proposed)}</div>
      ${this.step ? this.filesPart() : nothing} ${this.step ? this.host?.issues(this.shownIssues(this.step)) : nothing}`;
  }

  private waitingPart(): TemplateResult | typeof nothing {
    return this.failure === ''
      ? html`<p class="quiet" role="status">${this.t('Looking at the columns...')}</p>`
      : nothing;
  }

  private useButtons(step: MappingState): TemplateResult {
    const { t } = this;
    const off = !this.canRun(step);
    return html`<vscode-button ?disabled=${off} @click=${() => this.use(false)}
        >${t('Use These Columns')}</vscode-button
      >
      <vscode-button appearance="secondary" ?disabled=${off} @click=${() => this.use(true)}
        >${t('Use and Save Beside Model')}</vscode-button
      >
      ${
        step.changed
          ? html`<vscode-button appearance="secondary" @click=${() => void this.load({})}
              >${t('Start Over')}</vscode-button
            >`
          : nothing
      }`;
  }

  private otherButtons(proposed: boolean): TemplateResult | typeof nothing {
    const { t, host } = this;
    if (this.mode === 'change')
      return html`<vscode-button appearance="secondary" @click=${() => host?.cancel()}>${t('Cancel')}</vscode-button>`;
    if (proposed) return nothing;
    return html`<vscode-button appearance="secondary" @click=${() => host?.runAgain()}
      >${t('Run Again')}</vscode-button
    >`;
  }

  private filesPart(): TemplateResult {
    const { t, host } = this;
    return html`<p class="quiet">
        ${t('Saving writes {0}.workbench.json, so that editor, terminal and colleagues bind the same columns.', this.model)}
      </p>
      <p class="links">
        <button class="link" @click=${() => host?.openSettings()}>${t('Open Settings File')}</button>
        <button class="link" @click=${() => host?.createTemplate()}>${t('Create Template Input')}</button>
      </p>`;
  }

  private canRun(step: MappingState): boolean {
    const isWrong = (one: Issue | Problem): boolean => one.severity === 'error';
    return !problemsOf(step, this.t).some(isWrong) && !this.issues.some(isWrong);
  }

  /** After a change the engine is asked only about what passes here. */
  private shownIssues(step: MappingState): readonly Issue[] {
    const isLocal = step.changed && problemsOf(step, this.t).some(({ severity }) => severity === 'error');
    return isLocal ? [] : this.issues.filter(({ severity }) => severity !== 'info');
  }

  private sides(step: MappingState): TemplateResult {
    const { t } = this;
    const context = this.context(step);
    return html`<div class="sides">
      <div class="side model" @keydown=${this.onPlaceKey}>
        <h3>${t('What {0} expects', this.model)}</h3>
        ${inputsPart(context)}
      </div>
      <div class="side data">
        <h3>${t('What {0} has', this.data)}</h3>
        <p class="quiet hint">${this.rowsText(step.mapping)}</p>
        ${readingPart(step, t, (reading) => void this.load(reading))} ${this.filterPart(step.mapping)}
        <div class="scroll" @keydown=${this.onColumnKey}>${columnsPart(this.shownColumns(step.mapping), context)}</div>
        ${this.hiddenPart(step.mapping)}
      </div>
    </div>`;
  }

  private context(step: MappingState): StepContext {
    return {
      state: step,
      problems: problemsOf(step, this.t),
      t: this.t,
      language: this.language,
      dragged: this.drag.dragged,
      press: (event, column) => {
        if (step.mapping.named) this.drag.press(event, column);
      },
      act: (action) => this.act(action),
      at: this.at,
      go: (to) => this.go(to),
    };
  }

  private rowsText({ rows, all, sketched, columns }: Mapping): string {
    const { t, language } = this;
    const count = formatCount(rows, language);
    const seen = all ? t('all {0} rows', count) : t('the first {0} rows', count);
    const told = t('{0} columns. Types and counts are of {1}.', formatCount(columns.length, language), seen);
    if (sketched >= rows) return told;
    return `${told} ${t('Different values are those of the first {0}.', formatCount(sketched, language))}`;
  }

  private filterPart({ columns }: Mapping): TemplateResult | typeof nothing {
    if (columns.length < FILTER_FROM) return nothing;
    const change = (event: Event): void => {
      this.filter = (event.target as HTMLInputElement).value;
      this.go({ row: 0 });
    };
    return html`<input
      type="search"
      class="filter"
      placeholder=${this.t('Filter columns')}
      aria-label=${this.t('Filter columns')}
      .value=${this.filter}
      @input=${change}
    />`;
  }

  private shownColumns({ columns }: Mapping): readonly MappingColumn[] {
    const wanted = this.filter.toLowerCase();
    return columns.filter(({ name }) => name.toLowerCase().includes(wanted));
  }

  private hiddenPart(mapping: Mapping): TemplateResult | typeof nothing {
    const hidden = this.shownColumns(mapping).length - MOST_ROWS;
    if (hidden <= 0) return nothing;
    return html`<p class="quiet hint">${this.t('{0} more columns: filter to see them.', hidden)}</p>`;
  }

  private ghost(): TemplateResult | typeof nothing {
    const { dragged } = this.drag;
    if (!dragged) return nothing;
    return html`<div class="ghost" ${place({ left: dragged.x + 12, top: dragged.y + 8 })}>
      ${columnName(dragged.column, this.t)}
    </div>`;
  }

  private use(save: boolean): void {
    const { step } = this;
    if (!step || !this.canRun(step)) return;
    this.host?.use(step.mapping.proposal && !step.changed ? undefined : choiceOf(step), save);
  }

  private go(to: Partial<KeyboardPlace>): void {
    this.at = { ...this.at, ...to, places: { ...this.at.places, ...to.places } };
  }

  private act(action: MappingAction): void {
    const before = this.step;
    if (!before?.mapping.named && action.kind !== 'value' && action.kind !== 'dim') return;
    if (!before) return;
    const after = reduce(before, action);
    this.told = announce(before, action, after, this.t);
    if (after === before) return;
    this.step = after;
    this.check(after);
  }

  private check(step: MappingState): void {
    clearTimeout(this.timer);
    const turn = ++this.checked;
    this.issues = [];
    if (problemsOf(step, this.t).some(({ severity }) => severity === 'error')) return;
    this.timer = setTimeout(() => void this.ask(step, turn), CHECK_AFTER_MS);
  }

  private async ask(step: MappingState, turn: number): Promise<void> {
    try {
      const issues = await this.host?.check(choiceOf(step));
      if (turn !== this.checked) return;
      this.issues = issues ?? [];
      this.failure = '';
    } catch (error) {
      if (turn !== this.checked) return;
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  private dropped(column: string, target: DropTarget): void {
    if (target.kind === 'place') this.act({ kind: 'place', column, input: target.input, at: target.at });
    else if (this.step && placeOf(this.step, column)) this.act({ kind: 'role', column, role: { kind: 'none' } });
  }

  private readonly onPlaceKey = (event: KeyboardEvent): void => {
    const item = (event.target as HTMLElement).closest<HTMLElement>('[data-at]');
    if (!item || !this.step || isTyping(event)) return;
    const input = item.dataset.input ?? '';
    const at = Number(item.dataset.at);
    const count = item.parentElement?.children.length ?? 0;
    const key = listKey(event, at, count);
    const owner = this.step.inputs.find((one) => one.input.name === input);
    const column = owner?.feed.kind === 'columns' ? owner.feed.places[at] : undefined;
    const to = key && this.onPlace(key, { input, at, count, column: column ?? undefined });
    if (to === undefined) return;
    event.preventDefault();
    this.go({ places: { [input]: to } });
    this.focusNext = `[data-input=${CSS.escape(input)}][data-at="${to}"] .key`;
    this.requestUpdate();
  };

  /** Answers the place at which the keyboard then is. */
  private onPlace(
    key: ListKey,
    { input, at, count, column }: { input: string; at: number; count: number; column: string | undefined },
  ): number | undefined {
    switch (key.kind) {
      case 'go':
        return key.to;
      case 'carry':
        if (column === undefined) return undefined;
        this.act({ kind: 'move', input, from: at, by: key.by });
        return Math.min(Math.max(0, at + key.by), count - 1);
      case 'toggle':
      case 'leave-out':
        if (column === undefined) return undefined;
        this.act({ kind: 'role', column, role: { kind: 'none' } });
        return Math.min(at, count - 1);
    }
  }

  private readonly onColumnKey = (event: KeyboardEvent): void => {
    const row = event.target as HTMLElement;
    if (!this.step || row.dataset.row === undefined) return;
    const columns = this.shownColumns(this.step.mapping);
    const at = Number(row.dataset.row);
    const column = columns[at]?.name ?? '';
    const to =
      event.key === 'Enter'
        ? 'part'
        : this.onColumn(listKey(event, at, Math.min(columns.length, MOST_ROWS)), column, at);
    if (to === undefined) return;
    event.preventDefault();
    if (to !== 'part') this.go({ row: to });
    this.focusNext = to === 'part' ? `[data-row="${at}"] select` : `[data-row="${to}"]`;
    this.requestUpdate();
  };

  private onColumn(key: ListKey | undefined, column: string, at: number): number | undefined {
    if (!key || !this.step) return undefined;
    const found = placeOf(this.step, column);
    if (key.kind === 'go') return key.to;
    if (key.kind === 'toggle') this.act({ kind: 'toggle', column });
    else if (key.kind === 'leave-out') this.act({ kind: 'role', column, role: { kind: 'none' } });
    else if (found) this.act({ kind: 'move', input: found.input, from: found.at, by: key.by });
    return at;
  }
}

/** In a select the arrows choose; only what no select needs moves on. */
function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    target instanceof HTMLInputElement || (target instanceof HTMLSelectElement && !event.altKey && event.key === ' ')
  );
}
