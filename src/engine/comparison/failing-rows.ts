import type { Tolerance } from '../../contract/tolerance';
import type { FailingRow } from '../../contract/golden';
import type { PredictedBatch } from '../../contract/predicted';
import { answersOf, type Answer } from '../../compare/answers';
import type { ComparedBatch } from '../../compare/comparison';
import type { RowMarks } from '../../compare/difference';
import { failingValue, markedRows, type Elements } from '../../compare/failing-values';
import type { Batch } from '../../data/table';
import { predictionReader } from '../../data/write/prediction';

/** The first rows out of tolerance of a comparison, the baseline's answers taken for the expected ones. */
export interface FailingRows {
  add(compared: ComparedBatch, marks: RowMarks, batch: Batch): void;
  rows(): readonly FailingRow[];
}

export function createFailingRows(most: number, tolerance: Tolerance): FailingRows {
  const found: FailingRow[] = [];
  return {
    add: ({ rows, baseline, candidate, indexes }, { out }, batch) => {
      for (const index of markedRows(out, most - found.length)) {
        const row = rows.rows?.[index] ?? rows.start + index;
        const line = batch.line(indexes?.[index] ?? index);
        const values = valuesOf([baseline, candidate], index, tolerance);
        found.push({ row, ...(line === undefined ? {} : { line }), values });
      }
    },
    rows: () => found,
  };
}

type Both = readonly [expected: PredictedBatch, actual: PredictedBatch];

/** Label and probabilities in the words of the results, then each output that these do not tell. */
function valuesOf(both: Both, index: number, tolerance: Tolerance): FailingRow['values'] {
  const [expected, actual] = both.map((batch) => predictionReader(batch)(index));
  const told = new Set(both.flatMap((batch) => (batch.labels ? batch.told : [])));
  const answers = answersOf(both[1]);
  const others = answersOf(both[0]).flatMap((answer) => {
    const other = told.has(answer.name) ? undefined : answers.find(({ name }) => name === answer.name);
    const pair = other && ([elementsOf(answer, index), elementsOf(other, index)] as const);
    return pair?.[0] && pair[1] ? [failingValue(answer.name, [pair[0], pair[1]], tolerance)] : [];
  });
  const words = (['label', 'probabilities'] as const).flatMap((name) => {
    const [wanted, given] = [expected?.[name], actual?.[name]];
    return wanted === undefined || given === undefined ? [] : [{ name, expected: wanted, actual: given }];
  });
  return [...words, ...others];
}

/** An output without a row axis counts as the first row's. */
function elementsOf(answer: Answer, index: number): Elements | undefined {
  if (answer.kind === 'ragged') {
    const row = answer.rows[index];
    return row && { dtype: answer.dtype, shape: row.shape, data: row.data, offset: 0 };
  }
  const { dtype, shape, data } = answer;
  const width = shape.reduce((product, size) => product * size, 1);
  return { dtype, shape, data, offset: answer.kind === 'whole' ? 0 : index * width };
}
