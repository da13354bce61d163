import type { RowColumnId } from '../../../src/contract/rows';
import type { ColumnCondition } from './view-state';

/** What a person typed of a condition. */
export interface ConditionDraft {
  readonly kind: ColumnCondition['kind'];
  readonly text: string;
  readonly value: string;
  readonly from: string;
  readonly to: string;
}

/** What was typed to get a condition. */
export function draftOf(condition: ColumnCondition | undefined): Omit<ConditionDraft, 'kind'> {
  const range = condition?.kind === 'range' ? condition : undefined;
  return {
    text: condition?.kind === 'contains' ? condition.text : '',
    value: condition?.kind === 'equals' ? condition.value : '',
    from: String(range?.from ?? ''),
    to: String(range?.to ?? ''),
  };
}

/** The condition, or undefined where nothing, or what is not a number, was typed. Both ends of a range belong to it. */
export function parseCondition(column: RowColumnId, draft: ConditionDraft): ColumnCondition | undefined {
  switch (draft.kind) {
    case 'contains':
      return draft.text === '' ? undefined : { kind: 'contains', column, text: draft.text };
    case 'equals':
      return draft.value === '' ? undefined : { kind: 'equals', column, value: draft.value };
    case 'missing':
      return { kind: 'missing', column };
    case 'range':
      return parseRange(column, draft.from.trim(), draft.to.trim());
  }
}

function parseRange(column: RowColumnId, fromText: string, toText: string): ColumnCondition | undefined {
  const from = fromText === '' ? undefined : Number(fromText);
  const to = toText === '' ? undefined : Number(toText);
  if ((from === undefined && to === undefined) || Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return {
    kind: 'range',
    column,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to, closed: true }),
  };
}
