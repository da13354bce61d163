import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ResultsHostProtocol, ResultsPageState, ResultsView } from '../../src/contract/results-page';
import type { ResultRow, RowsOrigin } from '../../src/contract/rows';
import type { Client } from '../../src/contract/rpc';
import '../shared/data-table';
import { fileName } from '../shared/format';
import type { RowsAnswer } from '../shared/row-cache';
import { sharedStyles } from '../shared/styles';
import type { TableColumn } from '../shared/table-column';
import type { Translate } from '../shared/translate';
import { createActions, type PartContext, type ResultsActions } from './actions';
import { failedPart } from './failed-part';
import { issuesPart } from './issues-part';
import { brokenPart, stoppedPart } from './message-part';
import { progressPart } from './progress-part';
import { proposalPart } from './proposal-part';
import { mergeColumns, resultColumns } from './result-columns';
import { resultsStyles } from './results-styles';
import { firstRunPart, runPart } from './run-part';
import { timingPart } from './timing-part';
import { verdictPart } from './verdict-part';
import { wholePart } from './whole-part';

/** The results page: what the extension shows, and the rows that somebody looks at. */
@customElement('workbench-results')
export class ResultsApp extends LitElement {
  static override styles = [sharedStyles, resultsStyles];

  @property({ attribute: false }) state?: ResultsPageState;

  @state() private columns: readonly TableColumn<ResultRow>[] = [];
  @state() private rowsError = '';

  private readonly actions: ResultsActions;
  private origin: RowsOrigin | undefined;
  private load: ((start: number, end: number) => Promise<RowsAnswer<ResultRow>>) | undefined;

  constructor(
    private readonly host: Client<ResultsHostProtocol>,
    private readonly t: Translate,
    private readonly language: string,
  ) {
    super();
    this.actions = createActions(host);
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.state) return nothing;
    const { subject } = this.state;
    return html`<main>
      <header>
        <h1>
          <span title=${subject.data}>${fileName(subject.data)}</span>
          <span class="arrow" aria-hidden="true">→</span>
          <span title=${subject.model}>${fileName(subject.model)}</span>
        </h1>
        ${this.headline(this.state)}
      </header>
      ${this.body(this.state)}
    </main>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return;
    const origin = originOf(this.state?.view);
    if (origin?.result === this.origin?.result) return;
    this.origin = origin;
    this.columns = [];
    this.rowsError = '';
    this.load = origin && ((start, end) => this.loadRows(origin, start, end));
  }

  /** A question or an error is answered by its first button: who came by keyboard is there at once. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state')?.view.kind;
    const now = this.state?.view.kind;
    if (!changed.has('state') || now === before || (now !== 'stopped' && now !== 'broken')) return;
    if (document.hasFocus()) this.renderRoot.querySelector<HTMLElement>('.buttons vscode-button')?.focus();
  }

  private context<K extends ResultsView['kind']>(
    state: ResultsPageState,
    view: Extract<ResultsView, { kind: K }>,
  ): PartContext<K> {
    return { state, view, actions: this.actions, t: this.t, language: this.language };
  }

  private headline(state: ResultsPageState): TemplateResult | typeof nothing {
    const { view } = state;
    if (view.kind === 'running') return progressPart(this.context(state, view));
    if (view.kind !== 'finished') return nothing;
    const context = this.context(state, view);
    return html`${verdictPart(context)} ${timingPart(view.timing, this.t)} ${runPart(context)} ${firstRunPart(context)}
    ${wholePart(context)} ${issuesPart(view.issues, context)} ${failedPart(context)}`;
  }

  private body(state: ResultsPageState): TemplateResult | typeof nothing {
    const { view } = state;
    switch (view.kind) {
      case 'running':
        return this.table(view.rows);
      case 'finished':
        return this.table(view.rows);
      case 'stopped': {
        const context = this.context(state, view);
        return view.proposal ? proposalPart(view.proposal, context) : stoppedPart(context);
      }
      case 'broken':
        return brokenPart(this.context(state, view));
    }
  }

  private table(total: number): TemplateResult | typeof nothing {
    if (this.rowsError !== '') return html`<p class="sheet" role="alert">${this.rowsError}</p>`;
    if (!this.load || total === 0) return nothing;
    return html`<workbench-table
      .columns=${this.columns}
      .total=${total}
      .load=${this.load}
      .onError=${this.onRowsError}
      label=${this.t('Predictions')}
      rowTitle=${this.t('Row')}
    ></workbench-table>`;
  }

  private async loadRows(origin: RowsOrigin, start: number, end: number): Promise<RowsAnswer<ResultRow>> {
    const page = await this.host.rows({ ...origin, start, end });
    if (this.origin?.result === origin.result && page.rows.length > 0) {
      const found = resultColumns({ page, classes: classesOf(this.state?.view), t: this.t });
      this.columns = mergeColumns(this.columns, found);
    }
    return page;
  }

  private readonly onRowsError = (error: unknown): void => {
    this.rowsError = error instanceof Error ? error.message : String(error);
  };
}

function originOf(view: ResultsView | undefined): RowsOrigin | undefined {
  return view?.kind === 'running' || view?.kind === 'finished' ? view.origin : undefined;
}

function classesOf(view: ResultsView | undefined): Extract<ResultsView, { kind: 'finished' }>['classes'] {
  return view?.kind === 'running' || view?.kind === 'finished' ? view.classes : undefined;
}
