import { VirtualizerController } from '@tanstack/lit-virtual';
import type { LitElement } from 'lit';
import { resizedWidth, type TableColumn } from './table-column';
import type { ShownColumn } from './table-parts';

type Options = ConstructorParameters<typeof VirtualizerController<HTMLElement, Element>>[1];

export interface ColumnPlacesOptions<R> {
  readonly columns: () => readonly TableColumn<R>[];
  /** Pixels before the first column. */
  readonly before: () => number;
  readonly scrolled: () => HTMLElement | null;
}

/** Where the columns of a table stand, and how wide people have made them. */
export interface ColumnPlaces<R> {
  /** The columns that are seen, and a few more. */
  shown(): ShownColumn<R>[];
  widthOf(column: TableColumn<R>): number;
  resize(column: TableColumn<R>, pixels: number): void;
  /** Pixels of all columns together, with what is before them. */
  width(): number;
  /** To be called when the columns have changed. */
  measure(): void;
  show(index: number): void;
}

export function createColumnPlaces<R>(host: LitElement, options: ColumnPlacesOptions<R>): ColumnPlaces<R> {
  const chosen = new Map<string, number>();
  const widthOf = (column: TableColumn<R>): number => chosen.get(column.id) ?? column.width;
  const virtual = (): Options => ({
    count: options.columns().length,
    horizontal: true,
    overscan: 3,
    estimateSize: (index) => {
      const column = options.columns()[index];
      return column ? widthOf(column) : 0;
    },
    paddingStart: options.before(),
    scrollPaddingStart: options.before(),
    getScrollElement: options.scrolled,
  });
  const controller = new VirtualizerController<HTMLElement, Element>(host, virtual());
  const measure = (): void => {
    const virtualizer = controller.getVirtualizer();
    virtualizer.setOptions({ ...virtualizer.options, ...virtual() });
    virtualizer.measure();
  };
  return {
    shown: () => {
      const columns = options.columns();
      return controller
        .getVirtualizer()
        .getVirtualItems()
        .flatMap(({ index, start }) => {
          const column = columns[index];
          if (!column) return [];
          const first = column.group !== columns[index - 1]?.group;
          return [{ column, index, left: start, width: widthOf(column), first }];
        });
    },
    widthOf,
    resize: (column, pixels) => {
      chosen.set(column.id, resizedWidth(pixels));
      measure();
      host.requestUpdate();
    },
    width: () => controller.getVirtualizer().getTotalSize(),
    measure,
    show: (index) => controller.getVirtualizer().scrollToIndex(index),
  };
}
