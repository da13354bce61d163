import type { ClassLabel } from '../../contract/model';
import type { RowCondition, RowColumnId } from '../../contract/rows';
import type { Run } from '../../contract/run';
import { cellsOf, columnsShown } from '../../log/rows/cells';
import type { StoredBatch } from '../../log/rows/stored';
import { readTruths } from '../../log/rows/truths';
import { valueKey } from '../../tensors/class-match';
import type { ColumnValues } from './column-values';
import { missingTest } from './sort';

type Conditions<K extends RowCondition['kind']> = Extract<RowCondition, { readonly kind: K }>;

/** A condition on the value of a column, which can be told only when the whole column is known. */
export type ValueCondition = Conditions<'range' | 'missing'>;
/** A condition that each batch answers by itself. */
export type BatchCondition = Exclude<RowCondition, ValueCondition>;

export function isValueCondition(condition: RowCondition): condition is ValueCondition {
  return condition.kind === 'range' || condition.kind === 'missing';
}

/** Tests rows by their number. */
export function valueTest(condition: ValueCondition, column: ColumnValues): (row: number) => boolean {
  if (condition.kind === 'missing') return missingTest(column);
  const { from = -Infinity, to = Infinity, closed = false } = condition;
  const inside = (value: number | bigint): boolean =>
    value >= from && (value < to || (value === Infinity && to === Infinity) || (closed && value <= to));
  switch (column.kind) {
    case 'numbers':
      return (row) => inside(column.values[row] ?? NaN);
    case 'integers':
      return (row) => inside(column.values[row] ?? NaN);
    case 'words':
      return () => false;
  }
}

/** Tests rows of a batch by their index. `undefined`: the batch has no such column, so that no row meets it. */
export type BatchTest = ((index: number) => boolean) | undefined;

export function batchTest(condition: BatchCondition, batch: StoredBatch, run: Run): BatchTest {
  switch (condition.kind) {
    case 'search':
      return searchTest(batch, condition.text);
    case 'contains':
      return textTest(batch, condition.column, containing(condition.text));
    case 'equals':
      return textTest(batch, condition.column, equalling(condition.value));
    case 'confusion':
      return confusionTest(batch, condition, run.classes ?? []);
    case 'wrong': {
      const truths = readTruths(batch);
      return truths?.kind === 'classes' ? (index) => truths.wrong[index] === true : undefined;
    }
    case 'failed': {
      const why = cellsOf(batch, 'why');
      return why ? (index) => why.isPresent(index) : () => false;
    }
    case 'rows': {
      const wanted = new Set(condition.rows);
      return (index) => wanted.has(batch.start + index);
    }
  }
}

function textTest(batch: StoredBatch, column: RowColumnId, meets: (text: string) => boolean): BatchTest {
  const cells = cellsOf(batch, column);
  if (!cells) return undefined;
  const text = cells.texts();
  return (index) => meets(text(index));
}

/** Remembers the answers for texts that come again. */
function remembering(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = test(text);
      if (known.size < MOST_REMEMBERED) known.set(text, answer);
    }
    return answer;
  };
}

const MOST_REMEMBERED = 1_000;

function containing(wanted: string): (text: string) => boolean {
  const folded = wanted.toLowerCase();
  const hasCase = folded !== wanted.toUpperCase();
  return hasCase ? (text) => text.toLowerCase().includes(folded) : (text) => text.includes(folded);
}

/** The same text, or the same number. */
function equalling(wanted: string): (text: string) => boolean {
  const folded = wanted.toLowerCase();
  const number = wanted.trim() === '' ? NaN : Number(wanted);
  const key = valueKey(wanted);
  return (text) => text.toLowerCase() === folded || (Number(text) === number && valueKey(text) === key);
}

/** A text that no number can hold need not be looked for among numbers. */
const OF_A_NUMBER = /^[\d.+\-e]+$/i;
const WORDS_OF_NUMBERS = ['nan', 'infinity', '-infinity'];

function searchTest(batch: StoredBatch, wanted: string): BatchTest {
  const folded = wanted.toLowerCase();
  const meets = containing(wanted);
  const amongNumbers = OF_A_NUMBER.test(folded) || WORDS_OF_NUMBERS.some((word) => word.includes(folded));
  const texts = ['row', ...columnsShown(batch)].flatMap((id) => {
    const cells = cellsOf(batch, id);
    return cells && (amongNumbers || !cells.isNumeric) ? [cells.texts()] : [];
  });
  return (index) => texts.some((text) => meets(text(index)));
}

/** The classes of the condition are as the confusion has them; those of the rows are as the answers have them. */
function confusionTest(
  batch: StoredBatch,
  { truth, predicted }: Conditions<'confusion'>,
  shown: readonly ClassLabel[],
): BatchTest {
  const truths = readTruths(batch);
  const labels = cellsOf(batch, 'prediction');
  if (truths?.kind !== 'classes' || !labels) return undefined;
  const keyOf = (label: ClassLabel): string => {
    const classes = truths.confusionClasses ?? [];
    const exact = classes.indexOf(label);
    const position = exact >= 0 ? exact : classes.findIndex((each) => valueKey(each) === valueKey(label));
    return valueKey(shown[position] ?? label);
  };
  const [truthKey, predictedKey] = [keyOf(truth), keyOf(predicted)];
  const text = labels.texts();
  const isTruth = remembering((word) => valueKey(word) === truthKey);
  const isPredicted = remembering((word) => valueKey(word) === predictedKey);
  return (index) => {
    const value = truths.values[index];
    return value !== undefined && labels.isPresent(index) && isTruth(String(value)) && isPredicted(text(index));
  };
}
