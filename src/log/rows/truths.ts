import { Float64, makeData } from 'apache-arrow';
import type { ClassLabel } from '../../contract/model';
import type { RowTruths } from '../../contract/predicted';
import { labelsData, labelsOf } from './labels';
import { validityOf, type LoggedColumn } from './layout';
import { detail, isPresent, type StoredBatch, type StoredColumn } from './stored';
import { flatData, flatValues } from './tensor';

/** The truth of the rows as columns, null where a row has none. */
export function truthColumns(truths: RowTruths): LoggedColumn[] {
  const { kind, values } = truths;
  const rows = values.length;
  if (kind === 'numbers') {
    const validity = validityOf(rows, (index) => !Number.isNaN(values[index]));
    const data = makeData({ type: new Float64(), length: rows, data: values, ...validity });
    return [{ role: 'truth', name: 'truth', details: { kind }, data }];
  }
  const { wrong, confusionClasses } = truths;
  const [filler = ''] = values.filter((value) => value !== undefined);
  const { data, encoding } = labelsData(
    values.map((value) => value ?? filler),
    validityOf(rows, (index) => values[index] !== undefined),
  );
  const classes = confusionClasses && { confusionClasses: JSON.stringify(confusionClasses) };
  const judged = validityOf(rows, (index) => wrong[index] !== undefined);
  return [
    { role: 'truth', name: 'truth', details: { kind, encoding, ...classes }, data },
    { role: 'wrong', name: 'wrong', data: flatData('bool', Uint8Array.from(wrong, Number), judged) },
  ];
}

/** The reverse of `truthColumns`; undefined where no truth was logged. */
export function readTruths(batch: StoredBatch): RowTruths | undefined {
  const [truth] = batch.of('truth');
  if (!truth) return undefined;
  if (detail(truth, 'kind') === 'numbers') return { kind: 'numbers', values: numbersOf(truth) };
  const labels = labelsOf(truth.data, truth.details.get('encoding'));
  const values = labels.map((label, index) => (isPresent(truth.data, index) ? plain(label) : undefined));
  const classes = truth.details.get('confusionClasses');
  return {
    kind: 'classes',
    values,
    wrong: wrongOf(batch),
    ...(classes !== undefined && { confusionClasses: JSON.parse(classes) as readonly ClassLabel[] }),
  };
}

function plain(label: ClassLabel | boolean): ClassLabel {
  return typeof label === 'boolean' ? String(label) : label;
}

function numbersOf({ data }: StoredColumn): Float64Array {
  const values = flatValues('float64', data);
  if (!(values instanceof Float64Array)) throw new RangeError('A truth should hold float64.');
  return values.map((value, index) => (isPresent(data, index) ? value : NaN));
}

function wrongOf(batch: StoredBatch): readonly (boolean | undefined)[] {
  const [column] = batch.of('wrong');
  if (!column) return [];
  const values = flatValues('bool', column.data);
  return Array.from({ length: values.length }, (_, index) =>
    isPresent(column.data, index) ? values[index] === 1 : undefined,
  );
}
