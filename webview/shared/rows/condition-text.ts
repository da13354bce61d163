import type { RowColumnId, RowCondition } from '../../../src/contract/rows';
import { formatNumber } from '../format';
import type { Translate } from '../translate';

export interface ConditionTextOptions {
  readonly titleOf: (column: RowColumnId) => string;
  readonly t: Translate;
}

/** A condition in words, for its chip. */
export function conditionText(condition: RowCondition, { titleOf, t }: ConditionTextOptions): string {
  switch (condition.kind) {
    case 'search':
      return t('any column contains "{0}"', condition.text);
    case 'contains':
      return t('{0} contains "{1}"', titleOf(condition.column), condition.text);
    case 'equals':
      return t('{0} is {1}', titleOf(condition.column), condition.value);
    case 'range':
      return rangeText(condition, titleOf(condition.column));
    case 'missing':
      return t('{0} is missing', titleOf(condition.column));
    case 'confusion':
      return t('{0} predicted as {1}', condition.truth, condition.predicted);
    case 'wrong':
      return t('wrong predictions');
    case 'failed':
      return t('rows without a prediction');
    case 'rows':
      return rowsText(condition.rows, t);
  }
}

function rangeText({ from, to, closed }: Extract<RowCondition, { kind: 'range' }>, title: string): string {
  const lower = from === undefined ? '' : `${formatNumber(from)} ≤ `;
  const upper = to === undefined ? '' : ` ${closed === true ? '≤' : '<'} ${formatNumber(to)}`;
  return `${lower}${title}${upper}`;
}

function rowsText(rows: readonly number[], t: Translate): string {
  const [first = 0] = rows;
  return rows.length === 1 ? t('row {0}', first) : t('{0} chosen rows', rows.length);
}

/** What a column is called where no page of the table has it: the name in its id. */
export function titleOfId(column: RowColumnId): string {
  return column.slice(column.indexOf(':') + 1);
}
