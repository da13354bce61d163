import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messageOf } from '../../../../src/contract/errors';
import type { FinishedRun } from '../../../../src/contract/results-page';
import type { ColumnSummary, Residuals, RowCondition, RowsOrigin, RowsView } from '../../../../src/contract/rows';
import { controlStyles } from '../../control-styles';
import { plainTableStyles } from '../../plain-table-styles';
import { sharedStyles } from '../../styles';
import type { Translate } from '../../translate';
import { createLatest } from '../../../../src/contract/latest';
import type { RowsHost } from '../rows-host';
import { hasCondition } from '../view-state';
import type { ChartContext } from './chart-context';
import { chartsPanelStyles } from './charts-panel-styles';
import { chartColumns, type ChartColumn } from './chart-columns';
import { confusionPart } from './confusion-part';
import { residualsPart } from './residuals-part';
import { spreadPart } from './spread-part';

/** Charts that are shown before more are asked for. */
const FIRST_CHARTS = 6;
const RESIDUALS = 'residuals';

interface ChartedResult extends Pick<FinishedRun, 'metrics'> {
  readonly origin: RowsOrigin;
}

/** The charts of a result. What is clicked in them filters the table. */
@customElement('workbench-charts')
export class ChartsPanel extends LitElement {
  static override styles = [sharedStyles, controlStyles, plainTableStyles, chartsPanelStyles];

  @property({ attribute: false }) result!: ChartedResult;
  @property({ attribute: false }) view!: RowsView;
  @property({ attribute: false }) columns: readonly ChartColumn[] = [];
  @property({ attribute: false }) host!: Pick<RowsHost, 'summaries' | 'residuals'>;
  @property({ attribute: false }) t!: Translate;
  @property() language = 'en';
  @property({ attribute: false }) onToggle: (condition: RowCondition) => void = () => undefined;
  @property({ attribute: false }) onRow: (row: number) => void = () => undefined;

  @state() private summaries: ReadonlyMap<string, ColumnSummary> = new Map();
  @state() private residuals: Residuals | undefined;
  @state() private most = FIRST_CHARTS;
  @state() private added: readonly string[] = [];
  @state() private onlyShown = false;
  @state() private asTable: ReadonlySet<string> = new Set();
  @state() private problem = '';

  private readonly latestSummaries = createLatest();
  private readonly latestResiduals = createLatest();
  /** What was asked for last, so that it is asked for once. */
  private asked = '';
  private residualsOf = '';

  override render(): TemplateResult {
    const { t, result } = this;
    const context = this.context();
    const { metrics } = result;
    return html`<section class="charts" aria-label=${t('Charts')}>
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${metrics && 'confusion' in metrics ? confusionPart(metrics, context) : nothing}
      ${
        this.residuals
          ? residualsPart(
              {
                residuals: this.residuals,
                asTable: this.asTable.has(RESIDUALS),
                onTable: () => this.flip(RESIDUALS),
                onRow: this.onRow,
              },
              context,
            )
          : nothing
      }
      ${this.spreads(context)}
    </section>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { result } = this;
    const key = result.origin.result;
    if (changed.has('result') && this.residualsOf !== key) {
      this.residualsOf = key;
      this.residuals = undefined;
      if (result.metrics && 'rmse' in result.metrics) this.askResiduals();
    }
    this.askSummaries();
  }

  private context(): ChartContext {
    const { t, language, view } = this;
    return { t, language, toggle: this.onToggle, holds: (condition) => hasCondition(view, condition) };
  }

  private spreads(context: ChartContext): TemplateResult {
    const { t } = this;
    const { shown, more, others } = chartColumns(this.columns, this.most, this.added);
    return html`<div class="tools">
        <h2>${t('Values')}</h2>
        ${
          this.view.conditions.length > 0
            ? html`<label>
                <input type="checkbox" .checked=${this.onlyShown} @change=${this.onOnlyShown} />
                ${t('Only the rows shown')}
              </label>`
            : nothing
        }
        ${
          others.length > 0
            ? html`<select aria-label=${t('Add a column')} @change=${this.onAdd}>
                <option value="">${t('Add a column...')}</option>
                ${others.map(({ id, title }) => html`<option value=${id}>${title}</option>`)}
              </select>`
            : nothing
        }
      </div>
      ${shown.map(({ id, title: name, goesBy }) => {
        const summary = this.summaries.get(id);
        const title = goesBy === undefined ? name : t('{0}, {1}', name, goesBy);
        if (!summary) return this.problem === '' ? this.counting(title) : nothing;
        const asTable = this.asTable.has(id);
        return spreadPart({ summary, title, asTable, onTable: () => this.flip(id) }, context);
      })}
      ${
        more > 0
          ? html`<button class="link more" @click=${() => (this.most = Number.MAX_SAFE_INTEGER)}>
              ${t('Show {0} more', more)}
            </button>`
          : nothing
      }`;
  }

  private counting(title: string): TemplateResult {
    return html`<section class="card counting" role="status">
      <h2>${title}</h2>
      <p class="quiet">${this.t('Counting...')}</p>
    </section>`;
  }

  private askSummaries(): void {
    const columns = chartColumns(this.columns, this.most, this.added).shown.map(({ id }) => id);
    const view = this.onlyShown && this.view.conditions.length > 0 ? { conditions: this.view.conditions } : undefined;
    const asked = JSON.stringify([this.result.origin.result, columns, view]);
    if (columns.length === 0 || asked === this.asked) return;
    this.asked = asked;
    const request = { ...this.result.origin, columns, ...(view && { view }) };
    this.latestSummaries
      .run((signal) => this.host.summaries(request, { signal }))
      .then((summaries) => {
        if (!summaries) return;
        this.problem = '';
        this.summaries = new Map(summaries.map((summary) => [summary.column, summary]));
      }, this.onProblem);
  }

  private askResiduals(): void {
    this.latestResiduals
      .run((signal) => this.host.residuals(this.result.origin, { signal }))
      .then((residuals) => {
        this.residuals = residuals;
      }, this.onProblem);
  }

  private readonly onProblem = (error: unknown): void => {
    this.problem = messageOf(error);
  };

  private readonly onOnlyShown = (event: Event): void => {
    this.onlyShown = (event.target as HTMLInputElement).checked;
  };

  private readonly onAdd = (event: Event): void => {
    const list = event.target as HTMLSelectElement;
    if (list.value !== '') this.added = [...this.added, list.value];
    list.value = '';
  };

  private flip(chart: string): void {
    const next = new Set(this.asTable);
    if (!next.delete(chart)) next.add(chart);
    this.asTable = next;
  }
}
