import type { RowColumnId, RowCondition, RowsView } from '../../../src/contract/rows';
import { nextOrder } from '../table-column';

/** All rows, in file order. */
export const EVERYTHING: RowsView = { conditions: [] };

/** Orders by a column: first ascending, then descending, then not at all. */
export function toggleOrder(view: RowsView, column: RowColumnId): RowsView {
  const order = nextOrder(view.order, column);
  return { conditions: view.conditions, ...(order && { order }) };
}

/** With a condition in place of the one that says something of the same column, or is of the same kind. */
export function withCondition(view: RowsView, condition: RowCondition): RowsView {
  const subject = subjectOf(condition);
  const others = view.conditions.filter((one) => subjectOf(one) !== subject);
  return { ...view, conditions: [...others, condition] };
}

export function withoutCondition(view: RowsView, condition: RowCondition): RowsView {
  return { ...view, conditions: view.conditions.filter((one) => !isSame(one, condition)) };
}

/** Adds a condition, or takes it away where it holds already. */
export function toggleCondition(view: RowsView, condition: RowCondition): RowsView {
  return hasCondition(view, condition) ? withoutCondition(view, condition) : withCondition(view, condition);
}

export function hasCondition(view: RowsView, condition: RowCondition): boolean {
  return view.conditions.some((one) => isSame(one, condition));
}

/** Searches all columns; an empty text searches nothing. */
export function withSearch(view: RowsView, text: string): RowsView {
  const without = { ...view, conditions: view.conditions.filter(({ kind }) => kind !== 'search') };
  return text.trim() === '' ? without : withCondition(without, { kind: 'search', text: text.trim() });
}

export function searchOf(view: RowsView): string {
  return view.conditions.find((condition) => condition.kind === 'search')?.text ?? '';
}

/** The condition on a column that its menu shows. */
export function conditionOn(view: RowsView, column: RowColumnId): ColumnCondition | undefined {
  return view.conditions.filter(isOnColumn).find((condition) => condition.column === column);
}

export type ColumnCondition = Extract<RowCondition, { readonly column: RowColumnId }>;

/** Whether every row is shown, in file order. */
export function isEverything(view: RowsView): boolean {
  return view.conditions.length === 0 && view.order === undefined;
}

/** The columns that have a condition. */
export function filteredColumns(view: RowsView): ReadonlySet<RowColumnId> {
  return new Set(view.conditions.filter(isOnColumn).map(({ column }) => column));
}

/** The same text for the same view. */
export function viewKey({ conditions, order }: RowsView): string {
  return JSON.stringify([conditions, order]);
}

function isOnColumn(condition: RowCondition): condition is ColumnCondition {
  return 'column' in condition;
}

function subjectOf(condition: RowCondition): string {
  return isOnColumn(condition) ? `column ${condition.column}` : condition.kind;
}

function isSame(one: RowCondition, other: RowCondition): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}
