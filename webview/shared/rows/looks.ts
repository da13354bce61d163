import type { RowCondition, RowsView } from '../../../src/contract/rows';

/** How the page looked when it was left: kept with what it is about, so that it looks the same when it comes back. */
export interface PageLooks {
  /** Undefined where nobody has opened or closed them. */
  charts(): boolean | undefined;
  keepCharts(open: boolean): void;
  /** The view that was left of a result. */
  view(result: string): RowsView | undefined;
  keepView(result: string, view: RowsView): void;
}

interface KeptLooks {
  readonly charts?: boolean;
  readonly view?: { readonly result: string; readonly view: RowsView };
}

/** `kept` is whatever an earlier page has left; `keep` is told of each change. */
export function createLooks(kept: unknown, keep: (looks: KeptLooks) => void): PageLooks {
  let looks = parseLooks(kept);
  const change = (next: KeptLooks): void => {
    looks = next;
    keep(looks);
  };
  return {
    charts: () => looks.charts,
    keepCharts: (charts) => change({ ...looks, charts }),
    view: (result) => (looks.view?.result === result ? looks.view.view : undefined),
    keepView: (result, view) => change({ ...looks, view: { result, view } }),
  };
}

function parseLooks(kept: unknown): KeptLooks {
  if (!isRecord(kept)) return {};
  const { charts, view } = kept;
  return {
    ...(typeof charts === 'boolean' && { charts }),
    ...(isRecord(view) &&
      typeof view.result === 'string' &&
      isView(view.view) && {
        view: { result: view.result, view: view.view },
      }),
  };
}

/** The engine checks the rest: a condition that it does not know is an error that the page shows. */
function isView(value: unknown): value is RowsView {
  return isRecord(value) && Array.isArray(value.conditions) && value.conditions.every(isCondition);
}

function isCondition(value: unknown): value is RowCondition {
  return isRecord(value) && typeof value.kind === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
