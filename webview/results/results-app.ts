import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ResultsHostProtocol, ResultsPageState, ResultsView } from '../../src/contract/results-page';
import type { ResultRow, RowsPage } from '../../src/contract/rows';
import type { Client } from '../../src/contract/rpc';
import { changePart } from '../shared/change-part';
import { fileName } from '../shared/format';
import { issuesPart } from '../shared/issues-part';
import { pageStyles } from '../shared/page-styles';
import { sheetStyles } from '../shared/sheet-styles';
import { progressPart } from '../shared/progress-part';
import type { PageLooks } from '../shared/rows/looks';
import '../shared/rows/rows-area';
import type { RowsArea } from '../shared/rows/rows-area';
import { rowsHost, type RowsHost } from '../shared/rows/rows-host';
import type { RunPageParts } from '../shared/start-run-page';
import { sharedStyles } from '../shared/styles';
import type { TableColumn } from '../shared/table-column';
import type { Translate } from '../shared/translate';
import { createActions, type PartContext, type ResultsActions } from './context';
import { mappingPart, showsMapping } from './mapping/mapping-part';
import { brokenPart } from './broken-part';
import { refreshedPart } from './refreshed-part';
import { resultColumns } from './result-columns';
import { resultsStyles } from './results-styles';
import { firstRunPart, runPart } from './run-part';
import { offeredConditions, shownResult, type ShownResult } from './shown-result';
import { timingPart } from './timing-part';
import { unfinishedPart } from './unfinished-part';
import { verdictPart } from './verdict-part';
import { wholePart } from './whole-part';

/** The results page: what the extension shows, and the rows that somebody looks at. */
@customElement('workbench-results')
export class ResultsApp extends LitElement {
  static override styles = [sharedStyles, sheetStyles, pageStyles, resultsStyles];

  @property({ attribute: false }) state?: ResultsPageState;

  @query('workbench-rows') private rows?: RowsArea;

  private readonly host: Client<ResultsHostProtocol>;
  private readonly rowsHost: RowsHost;
  private readonly t: Translate;
  private readonly language: string;
  private readonly looks: PageLooks;
  private readonly actions: ResultsActions;
  private result: ShownResult | undefined;

  constructor({ extension, t, language, looks }: RunPageParts<ResultsHostProtocol>) {
    super();
    this.host = extension;
    this.rowsHost = rowsHost(extension);
    this.t = t;
    this.language = language;
    this.looks = looks;
    this.actions = createActions(extension);
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
    if (changed.has('state')) this.result = this.state && shownResult(this.state, this.result);
  }

  /** What went wrong is answered by its first button: who came by keyboard is there at once. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state')?.view.kind;
    const now = this.state?.view;
    if (!changed.has('state') || now?.kind === before || !isUnfinished(now)) return;
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
    if (view.kind === 'running') return this.progress(state, view);
    if (view.kind !== 'finished' || showsMapping(state)) return nothing;
    const context = this.context(state, view);
    return html`${verdictPart(context)}
    ${changePart(state.onChange.step, context, (step) => refreshedPart(step, context, this.onRows))}
    ${timingPart(view.timing, this.t)} ${runPart(context)} ${firstRunPart(context)} ${wholePart(context, this.onLook)}
    ${issuesPart(view.issues, context)} ${unfinishedPart(context)}`;
  }

  private progress(state: ResultsPageState, view: Extract<ResultsView, { kind: 'running' }>): TemplateResult {
    const { t } = this;
    const begun = view.origin ? t('Running the first rows...') : t('Reading the model and the data...');
    return progressPart(view, begun, this.context(state, view));
  }

  private body(state: ResultsPageState): TemplateResult | typeof nothing {
    const { view } = state;
    if (showsMapping(state)) return mappingPart(this.context(state, view), this.host);
    switch (view.kind) {
      case 'running':
      case 'finished':
        return this.rowsPart();
      case 'stopped':
        return nothing;
      case 'broken':
        return brokenPart(this.context(state, view));
    }
  }

  private readonly onRows = (rows: readonly number[]): void => {
    this.rows?.showOnly([{ kind: 'rows', rows }]);
  };

  private readonly onLook = (output: string, rank: number): void => {
    if (this.result) this.rows?.look({ origin: this.result.origin, output, rank });
  };

  private rowsPart(): TemplateResult | typeof nothing {
    if (!this.result) return nothing;
    return html`<workbench-rows
      .result=${this.result}
      .columnsIn=${this.columnsIn}
      .offered=${offeredConditions(this.result)}
      .host=${this.rowsHost}
      .looks=${this.looks}
      .t=${this.t}
      language=${this.language}
      label=${this.t('Predictions')}
    ></workbench-rows>`;
  }

  private readonly columnsIn = (page: RowsPage): readonly TableColumn<ResultRow>[] =>
    resultColumns({ page, classes: this.result?.classes, t: this.t });
}

/** Whether there is no result, or one of a part of the rows only. */
function isUnfinished(view: ResultsView | undefined): boolean {
  return view?.kind === 'broken' || (view?.kind === 'finished' && view.status !== 'ok');
}
