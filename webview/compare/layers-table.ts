import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ComparedLayers } from '../../src/contract/layer-comparison';
import '../shared/data-table';
import type { RowsAnswer } from '../shared/row-cache';
import { nextOrder, type TableColumn, type TableOrder } from '../shared/table-column';
import type { TableListener } from '../shared/table-events';
import type { Translate } from '../shared/translate';
import { layerColumns, sortLayers, type PlacedLayer } from './layers-columns';

/** Every tensor that two models compute, in the order of the baseline or by a column. */
@customElement('workbench-layers')
export class LayersTable extends LitElement {
  @property({ attribute: false }) layers!: ComparedLayers;
  @property({ attribute: false }) t!: Translate;
  @property() language = '';

  @state() private order: TableOrder | undefined;
  private columns: readonly TableColumn<PlacedLayer>[] = [];
  private rows: readonly PlacedLayer[] = [];
  private load: (start: number, end: number) => Promise<RowsAnswer<PlacedLayer>> = () =>
    Promise.resolve({ start: 0, rows: [] });

  /** The page's own styles hold for the table. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('layers')) {
      const { list, firstOutOfTolerance } = this.layers;
      this.columns = layerColumns(list, this);
      this.rows = list.map((layer, place) => ({ layer, place, isFirstOut: layer.baseline === firstOutOfTolerance }));
    }
    if (changed.has('layers') || changed.has('order')) {
      const sorted = sortLayers(this.rows, this.order);
      this.load = (start, end) => Promise.resolve({ start, rows: sorted.slice(start, end) });
    }
  }

  override render(): TemplateResult {
    const { t, order } = this;
    return html`<workbench-table
      .columns=${this.columns}
      .total=${this.rows.length}
      .load=${this.load}
      .arrangement=${order ? `${order.column} ${order.direction}` : ''}
      .order=${order}
      .numberOf=${placeOfLayer}
      .listener=${this.listener}
      label=${t('Tensors of both models')}
      rowTitle=${t('Place')}
    ></workbench-table>`;
  }

  private readonly listener: TableListener<PlacedLayer> = {
    sort: (column) => {
      this.order = nextOrder(this.order, column);
    },
  };
}

function placeOfLayer({ place }: PlacedLayer): number {
  return place;
}
