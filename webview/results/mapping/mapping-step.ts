import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messageOf } from '../../../src/contract/errors';
import type { Issue } from '../../../src/contract/issue';
import { createLatest } from '../../../src/contract/latest';
import type { Mapping, MappingChoice } from '../../../src/contract/mapping';
import type { DataOptions } from '../../../src/contract/binding-options';
import { icon } from '../../shared/icons';
import { place } from '../../shared/place';
import { plainTableStyles } from '../../shared/plain-table-styles';
import { controlStyles } from '../../shared/control-styles';
import { sheetStyles } from '../../shared/sheet-styles';
import { sharedStyles } from '../../shared/styles';
import type { Translate } from '../../shared/translate';
import { announce } from './announce';
import { columnName } from '../../shared/column-words';
import { columnsNamed, filterPart, hiddenPart, rowsText } from './column-filter';
import { columnsPart, MOST_ROWS } from './columns-part';
import { ColumnDrag, type DropTarget } from './drag';
import { inputsPart } from './inputs-part';
import { choiceOf, placeOf, reduce, startState, type MappingAction, type MappingState } from './mapping-state';
import { mappingStyles } from './mapping-styles';
import { problemsOf, type Problem } from './problems';
import { questionPart } from './question-part';
import { readingPart } from './reading-part';
import type { KeyboardPlace, StepContext } from './step-context';
import { keyOnColumn, keyOnPlace, type StepKeyEffect } from './step-keys';

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
  static override styles = [sharedStyles, controlStyles, sheetStyles, plainTableStyles, mappingStyles];

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
  private readonly loading = createLatest();
  private readonly checking = createLatest();

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
    const { host } = this;
    if (!host) return;
    try {
      const mapping = await this.loading.run(() => host.load(reading));
      if (!mapping) return;
      clearTimeout(this.timer);
      this.checking.cancel();
      this.step = startState(mapping);
      this.issues = mapping.issues.filter(({ code }) => code !== ASKED_HERE);
      this.failure = '';
    } catch (error) {
      this.failure = messageOf(error);
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
    this.checking.cancel();
    this.issues = [];
    if (isStopped(problemsOf(step, this.t))) return;
    this.timer = setTimeout(() => void this.ask(step), CHECK_AFTER_MS);
  }

  private async ask(step: MappingState): Promise<void> {
    const { host } = this;
    if (!host) return;
    try {
      const issues = await this.checking.run(() => host.check(choiceOf(step)));
      if (!issues) return;
      this.issues = issues;
      this.failure = '';
    } catch (error) {
      this.failure = messageOf(error);
    }
  }

  private dropped(column: string, target: DropTarget): void {
    if (target.kind === 'place') this.act({ kind: 'place', column, input: target.input, at: target.at });
    else if (this.step && placeOf(this.step, column)) this.act({ kind: 'role', column, role: { kind: 'none' } });
  }

  private readonly onPlaceKey = (event: KeyboardEvent): void => {
    if (this.step) this.onKey(event, keyOnPlace(event, this.step));
  };

  private readonly onColumnKey = (event: KeyboardEvent): void => {
    if (this.step)
      this.onKey(event, keyOnColumn(event, this.step, columnsNamed(this.step.mapping.columns, this.filter)));
  };

  private onKey(event: KeyboardEvent, effect: StepKeyEffect | undefined): void {
    if (!effect) return;
    event.preventDefault();
    if (effect.action) this.act(effect.action);
    if (effect.go) this.go(effect.go);
    this.focusNext = effect.focus;
    this.requestUpdate();
  }
}

function isStopped(all: readonly (Issue | Problem)[]): boolean {
  return all.some(({ severity }) => severity === 'error');
}
