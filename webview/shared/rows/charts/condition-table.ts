import { html, nothing, type TemplateResult } from 'lit';
import type { RowCondition } from '../../../../src/contract/rows';
import { plainTable, type PlainTable } from '../../plain-table';
import type { ChartContext } from './chart-context';

export interface ConditionTable<R> extends Pick<PlainTable<R>, 'label' | 'rows'> {
  /** What a row stands for: its first cell shows only those rows of the result, or all again. */
  readonly conditionOf: (row: R) => RowCondition;
  readonly first: {
    readonly title: string;
    readonly text: (row: R) => string | number;
    /** Tooltip. */
    readonly about?: (row: R) => string;
  };
  readonly others: PlainTable<R>['columns'];
}

/** A table whose rows filter the result. */
export function conditionTable<R>(table: ConditionTable<R>, { holds, toggle }: ChartContext): TemplateResult {
  const { label, rows, conditionOf, first, others } = table;
  const button = (row: R): TemplateResult => {
    const condition = conditionOf(row);
    return html`<button
      class="link"
      aria-pressed=${String(holds(condition))}
      title=${first.about?.(row) ?? nothing}
      @click=${() => toggle(condition)}
    >
      ${first.text(row)}
    </button>`;
  };
  return html`<div class="scroll">
    ${plainTable({
      label,
      rows,
      columns: [{ title: first.title, cell: button }, ...others],
      rowClass: (row) => (holds(conditionOf(row)) ? 'pressed' : ''),
    })}
  </div>`;
}
