import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Compared, CompareHostProtocol, ComparePageState, ShownComparison } from '../../src/contract/compare-page';
import type { Issue } from '../../src/contract/issue';
import type { ComparedRows } from '../../src/contract/compare-rows';
import type { ResultRow, RowsPage, RowsView } from '../../src/contract/rows';
import type { ViewToWrite } from '../../src/contract/rows-page';
import { controlStyles } from '../shared/control-styles';
import { changePart } from '../shared/change-part';
import { issuesPart } from '../shared/issues-part';
import { pageStyles } from '../shared/page-styles';
import { sheetStyles } from '../shared/sheet-styles';
import { progressPart } from '../shared/progress-part';
import type { PageLooks } from '../shared/rows/looks';
import '../shared/rows/rows-area';
import type { RowsArea } from '../shared/rows/rows-area';
import { rowsHost, type RowsHost } from '../shared/rows/rows-host';
import type { ShownRows } from '../shared/rows/shown-rows';
import type { RunPageParts } from '../shared/start-run-page';
import { sharedStyles } from '../shared/styles';
import { plainTableStyles } from '../shared/plain-table-styles';
import type { TableColumn } from '../shared/table-column';
import type { Translate } from '../shared/translate';
import { asleepPart, brokenPart } from './broken-part';
import { compareStyles } from './compare-styles';
import { createActions, type CompareActions, type PageContext, type RowsWanted } from './context';
import { crossingsPart } from './crossings-part';
import { headPart, toolbarPart } from './head-part';
import { labelsPart } from './labels-part';
import { layersPart } from './layers-part';
import { outputsPart } from './outputs-part';
import { regressionPart } from './regression-part';
import { speedPart } from './speed-part';
import { comparedColumns, numberInData } from './rows/compared-columns';
import { conditionsOf, worstFirst } from './rows/rows-view';
import { settingsPart } from './settings-part';
import { slicesPart } from './slices-part';
import { stoppedPart } from './stopped-part';
import { structurePart } from './structure/structure-part';
import { tolerancePart } from './tolerance-part';
import { verdictPart } from './verdict-part';

/** The compare page: what the extension shows, part by part. */
@customElement('workbench-compare')
export class CompareApp extends LitElement {
  static override styles = [sharedStyles, controlStyles, sheetStyles, pageStyles, plainTableStyles, compareStyles];

  @property({ attribute: false }) state?: ComparePageState;

  private readonly t: Translate;
  private readonly language: string;
  private readonly actions: CompareActions;
  private readonly rowsHost: RowsHost;
  private readonly looks: PageLooks;
  private result: ShownRows | undefined;
  private beginning: RowsView = { conditions: [] };
  private numberOf: ((row: ResultRow) => number) | undefined;

  @query('workbench-rows') private rows?: RowsArea;

  constructor({ extension, t, language, looks }: RunPageParts<CompareHostProtocol>) {
    super();
    this.rowsHost = rowsHost(extension);
    this.looks = looks;
    this.t = t;
    this.language = language;
    this.actions = createActions(extension, {
      showRows: (wanted) => this.showRows(wanted),
      viewOf: (wanted) => this.viewOf(wanted),
    });
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.state) return nothing;
    const context: PageContext = { state: this.state, actions: this.actions, t: this.t, language: this.language };
    return html`<main>
      <header>${headPart(context)} ${this.headline(context)}</header>
      ${this.body(context)}
    </main>`;
  }

  private headline(context: PageContext): TemplateResult | typeof nothing {
    const { view } = context.state;
    if (view.kind === 'running') return progressPart(view, this.t('Reading the models and the data...'), context);
    if (view.kind !== 'compared') return nothing;
    const { comparison, result } = view;
    return html`${verdictPart(comparison, context)}
    ${changePart(context.state.onChange.step, context, () => this.t('compared again'))}
    ${result === undefined ? nothing : tolerancePart(comparison, context)} ${toolbarPart(context)}
    ${settingsPart(context)} ${issuesPart(untold(comparison), context)}`;
  }

  private body(context: PageContext): TemplateResult | typeof nothing {
    const { view } = context.state;
    switch (view.kind) {
      case 'running':
        return html`<div class="sections">${structurePart(context)}</div>`;
      case 'compared':
        return this.sections(view, context);
      case 'stopped':
        return html`${stoppedPart(view.comparison, context)}
          <div class="sections">${structurePart(context)}</div>`;
      case 'broken':
        return html`${brokenPart(view, context)}
          <div class="sections">${structurePart(context)}</div>`;
      case 'asleep':
        return asleepPart(context);
    }
  }

  private sections({ comparison, result }: Compared, context: PageContext): TemplateResult {
    return html`<div class="sections">
      ${
        result === undefined
          ? nothing
          : html`${labelsPart(comparison.labels, context)} ${regressionPart(comparison.regression, context)}
            ${crossingsPart(comparison, context)} ${outputsPart(comparison, context)}`
      }
      ${slicesPart(comparison.slices, this.comparedRows() !== undefined, context)} ${this.rowsPart(context)}
      ${structurePart(context)} ${result === undefined ? nothing : layersPart(comparison, context)}
      ${speedPart(comparison.timing.speed, context)}
    </div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return;
    const rows = this.comparedRows();
    if (!rows) this.result = undefined;
    else if (this.result?.origin.result !== rows.result) {
      this.result = { origin: { result: rows.result }, rows: rows.rows, complete: true, stale: false };
      this.beginning = worstFirst(rows);
      this.numberOf = numberInData(rows);
    }
  }

  private comparedRows(): ComparedRows | undefined {
    const view = this.state?.view;
    return view?.kind === 'compared' && view.rows && view.rows.rows > 0 ? view.rows : undefined;
  }

  private showRows(wanted: RowsWanted): void {
    const rows = this.comparedRows();
    const conditions = rows && conditionsOf(wanted, rows);
    if (!conditions) return;
    this.rows?.showOnly(conditions);
    this.rows?.scrollIntoView({ block: 'nearest' });
  }

  private viewOf(wanted: RowsWanted): ViewToWrite | undefined {
    const rows = this.comparedRows();
    const conditions = rows && conditionsOf(wanted, rows);
    return conditions && { result: rows.result, view: { conditions } };
  }

  private rowsPart({ t }: PageContext): TemplateResult | typeof nothing {
    const rows = this.comparedRows();
    if (!rows || !this.result) return nothing;
    return html`<section aria-labelledby="rows">
      <h2 id="rows">${t('Rows, the largest difference first')}</h2>
      <workbench-rows
        .result=${this.result}
        .columnsIn=${this.columnsIn}
        .beginning=${this.beginning}
        .numberOf=${this.numberOf}
        .host=${this.rowsHost}
        .looks=${this.looks}
        .t=${t}
        language=${this.language}
        label=${t('Compared rows')}
      ></workbench-rows>
    </section>`;
  }

  private readonly columnsIn = (page: RowsPage): readonly TableColumn<ResultRow>[] => {
    const rows = this.comparedRows();
    return rows ? comparedColumns(rows, page, this.t) : [];
  };
}

/** The verdict says why nothing could be compared; what has a place in a file is told again, with the way there. */
function untold({ summary, issues }: ShownComparison): readonly Issue[] {
  return issues.filter(({ message, line }) => line !== undefined || !summary.includes(message));
}
