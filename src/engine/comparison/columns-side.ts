import type { Side } from '../../contract/side';
import type { Batch, TableHead } from '../../data/table';
import type { OutputMeaning } from '../../tensors/output-meaning';
import { externalAnswers, type Cells } from './external-answers';
import type { ExternalContext, ExternalSide } from './external-side';
import { columnsOf, findPredicted, type FoundColumns } from './predicted-columns';

export type PredictionsSide = Extract<Side, { kind: 'predictions' }>;

/** Predictions in columns of the data. Throws WorkbenchError where there are none. */
export function columnsSide(side: PredictionsSide, { head, dataName, meaning }: ExternalContext): ExternalSide {
  const found = findPredicted({
    columns: head.columns,
    name: dataName,
    ...(meaning ? { meaning } : {}),
    ...(side.columns ? { stated: side.columns } : {}),
  });
  const classifies = isClassifier(found, meaning);
  return {
    ownColumns: columnsOf(found),
    ...(found.probabilities ? { classes: found.probabilities.classes } : {}),
    read: async (batch) => ({ predicted: externalAnswers(cellsOf(batch, head), found, meaning, classifies) }),
    rowsLeft: () => 0,
    close: () => Promise.resolve(),
  };
}

/** Classes where a model says so, or where there are probabilities. */
export function isClassifier(found: FoundColumns, meaning: OutputMeaning | undefined): boolean {
  if (meaning) return meaning.label !== undefined || meaning.probabilities !== undefined;
  return found.probabilities !== undefined;
}

export function cellsOf(batch: Batch, head: TableHead): Cells {
  return {
    start: batch.start,
    rows: batch.rows,
    column: (name) => batch.columns[head.columns.indexOf(name)],
    ...(head.decimal ? { decimal: head.decimal } : {}),
  };
}
