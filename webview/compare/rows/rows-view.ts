import type { ComparedColumn, ComparedRows } from '../../../src/contract/compare-rows';
import type { SliceComparison } from '../../../src/contract/comparison';
import type { RowColumnId, RowCondition, RowsView } from '../../../src/contract/rows';
import type { RowsWanted } from '../context';

type Of<K extends ComparedColumn['kind']> = ComparedColumn & { readonly kind: K };

/** All rows, the largest difference first; in file order where nothing has one. */
export function worstFirst(rows: ComparedRows): RowsView {
  const column = idOf(rows, 'difference', ({ output }) => output === undefined);
  return { conditions: [], ...(column !== undefined && { order: { column, direction: 'descending' } }) };
}

/** The conditions that rows meet of which a part of the page speaks. Undefined where no column could tell them. */
export function conditionsOf(wanted: RowsWanted, rows: ComparedRows): readonly RowCondition[] | undefined {
  switch (wanted.kind) {
    case 'labels':
      return all([
        equals(
          idOf(rows, 'label', ({ side }) => side === 'baseline'),
          String(wanted.from),
        ),
        equals(
          idOf(rows, 'label', ({ side }) => side === 'candidate'),
          String(wanted.to),
        ),
      ]);
    case 'flips':
      return all([equals(idOf(rows, 'flipped'), 'true')]);
    case 'truth':
      return all([equals(idOf(rows, 'judgement'), wanted.change)]);
    case 'outOfTolerance': {
      const column =
        idOf(rows, 'outOfTolerance', ({ output }) => output === wanted.output) ??
        idOf(rows, 'outOfTolerance', ({ output }) => output === undefined);
      return all([equals(column, 'true')]);
    }
    case 'slice':
      return [segmentCondition(`input:${wanted.column}`, wanted.segment)];
    case 'row': {
      const column = idOf(rows, 'row');
      return all([
        column === undefined ? undefined : { kind: 'range', column, from: wanted.row, to: wanted.row, closed: true },
      ]);
    }
  }
}

function segmentCondition(column: RowColumnId, segment: SliceComparison['segment']): RowCondition {
  switch (segment.kind) {
    case 'value':
      return { kind: 'equals', column, value: segment.value };
    case 'range':
      return { ...segment, column };
    case 'missing':
      return { kind: 'missing', column };
  }
}

function idOf<K extends ComparedColumn['kind']>(
  { columns }: ComparedRows,
  kind: K,
  accepts: (column: Of<K>) => boolean = () => true,
): RowColumnId | undefined {
  const isOfKind = (column: ComparedColumn): column is Of<K> => column.kind === (kind as string);
  return columns.filter(isOfKind).find(accepts)?.id;
}

function equals(column: RowColumnId | undefined, value: string): RowCondition | undefined {
  return column === undefined ? undefined : { kind: 'equals', column, value };
}

function all(conditions: readonly (RowCondition | undefined)[]): readonly RowCondition[] | undefined {
  const known = conditions.filter((condition) => condition !== undefined);
  return known.length === conditions.length ? known : undefined;
}
