import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Issue } from '../../../src/contract/issue';
import type { Mapping, MappingChoice } from '../../../src/contract/mapping';
import type { DataOptions } from '../../../src/contract/binding-options';
import { icon } from '../../shared/icons';
import { place } from '../../shared/place';
import { plainTableStyles } from '../../shared/plain-table-styles';
import { controlStyles } from '../../shared/control-styles';
import { sharedStyles } from '../../shared/styles';
import type { Translate } from '../../shared/translate';
import { announce } from './announce';
import { columnName } from '../../shared/column-words';
import { columnsNamed, filterPart, hiddenPart, rowsText } from './column-filter';
import { columnsPart, MOST_ROWS } from './columns-part';
import { ColumnDrag, type DropTarget } from './drag';
import { inputsPart } from './inputs-part';
import { effectOnColumn, effectOnPlace, listKey } from './mapping-keys';
import {
  choiceOf,
  columnAt,
  placeOf,
  reduce,
  startState,
  type MappingAction,
  type MappingState,
} from './mapping-state';
import { mappingStyles } from './mapping-styles';
import { problemsOf, type Problem } from './problems';
import { questionPart } from './question-part';
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
/** The issue that says in words what the step shows. */
const ASKED_HERE = 'accept-columns';

/** Which column feeds which input: shown, and changed by mouse or by keyboard alone. */
@customElement('workbench-mapping')
export class MappingStep extends LitElement {
  static override styles = [sharedStyles, controlStyles, plainTableStyles, mappingStyles];

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
  /** Of `step`. */
  private problems: readonly Problem[] = [];
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

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('step') || changed.has('t')) this.problems = this.step ? problemsOf(this.step, this.t) : [];
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
    const { t, model, data, mode, step, host } = this;
    const question = questionPart({
      t,
      model,
      data,
      mode,
      proposed: step?.mapping.proposal !== undefined,
      answer: step && {
        canRun: this.canRun(),
        changed: step.changed,
        use: (save) => this.use(save),
        startOver: () => void this.load({}),
      },
      runAgain: () => host?.runAgain(),
      cancel: () => host?.cancel(),
      createTemplate: () => host?.createTemplate(),
      openSettings: () => host?.openSettings(),
    });
    return html`${question} ${step ? host?.issues(this.shownIssues(step)) : nothing}`;
  }

  private waitingPart(): TemplateResult | typeof nothing {
    return this.failure === ''
      ? html`<p class="quiet" role="status">${this.t('Looking at the columns...')}</p>`
      : nothing;
  }

  private canRun(): boolean {
    return !isStopped(this.problems) && !isStopped(this.issues);
  }

  /** After a change the engine is asked only about what passes here. */
  private shownIssues(step: MappingState): readonly Issue[] {
    return step.changed && isStopped(this.problems) ? [] : this.issues.filter(({ severity }) => severity !== 'info');
  }

  private sides(step: MappingState): TemplateResult {
    const { t } = this;
    const context = this.context(step);
    const shown = columnsNamed(step.mapping.columns, this.filter);
    return html`<div class="sides">
      <div class="side model" @keydown=${this.onPlaceKey}>
        <h3>${t('What {0} expects', this.model)}</h3>
        ${inputsPart(context)}
      </div>
      <div class="side data">
        <h3>${t('What {0} has', this.data)}</h3>
        <p class="quiet hint">${rowsText(step.mapping, t, this.language)}</p>
        ${readingPart(step, t, (reading) => void this.load(reading))}
        ${filterPart(step.mapping, this.filter, t, (filter) => this.filterBy(filter))}
        <div class="scroll" @keydown=${this.onColumnKey}>${columnsPart(shown, context)}</div>
        ${hiddenPart(shown.length - MOST_ROWS, t)}
      </div>
    </div>`;
  }

  private context(step: MappingState): StepContext {
    return {
      state: step,
      problems: this.problems,
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

  private ghost(): TemplateResult | typeof nothing {
    const { dragged } = this.drag;
    if (!dragged) return nothing;
    return html`<div class="ghost" ${place({ left: dragged.x + 12, top: dragged.y + 8 })}>
      ${columnName(dragged.column, this.t)}
    </div>`;
  }

  private filterBy(filter: string): void {
    this.filter = filter;
    this.go({ row: 0 });
  }

  private use(save: boolean): void {
    const { step } = this;
    if (!step || !this.canRun()) return;
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
    if (isStopped(problemsOf(step, this.t))) return;
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
    const column = columnAt(this.step, input, at);
    const effect = key && effectOnPlace(key, { input, at, count, column });
    if (!effect) return;
    event.preventDefault();
    if (effect.action) this.act(effect.action);
    this.go({ places: { [input]: effect.to } });
    this.focusNext = `[data-input=${CSS.escape(input)}][data-at="${effect.to}"] .key`;
    this.requestUpdate();
  };

  private readonly onColumnKey = (event: KeyboardEvent): void => {
    const row = event.target as HTMLElement;
    if (!this.step || row.dataset.row === undefined) return;
    const columns = columnsNamed(this.step.mapping.columns, this.filter);
    const at = Number(row.dataset.row);
    const column = columns[at]?.name ?? '';
    if (event.key === 'Enter') this.focusNext = `[data-row="${at}"] select`;
    else {
      const key = listKey(event, at, Math.min(columns.length, MOST_ROWS));
      if (!key) return;
      const { action, to } = effectOnColumn(key, column, at, this.step);
      if (action) this.act(action);
      this.go({ row: to });
      this.focusNext = `[data-row="${to}"]`;
    }
    event.preventDefault();
    this.requestUpdate();
  };
}

function isStopped(all: readonly (Issue | Problem)[]): boolean {
  return all.some(({ severity }) => severity === 'error');
}

/** In a select the arrows choose; only what no select needs moves on. */
function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    target instanceof HTMLInputElement || (target instanceof HTMLSelectElement && !event.altKey && event.key === ' ')
  );
}
