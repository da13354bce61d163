import type { Dtype } from '../../contract/dtype';
import type { RowColumnId } from '../../contract/rows';
import type { TensorData } from '../../contract/tensor';
import { textReader } from '../../data/write/element';
import { inputCells } from './input-cells';
import { labelsOf } from './labels';
import { detail, isPresent, stringsOf, type StoredBatch, type StoredColumn } from './stored';
import { flatValues, listChild } from './tensor';
import {
  elements,
  everyNth,
  floatCells,
  presentTexts,
  raggedCells,
  tensorCells,
  type StoredCells,
} from './tensor-cells';
import { utf8Values } from './utf8';

const READERS: Readonly<Record<string, (batch: StoredBatch, name: string) => StoredCells | undefined>> = {
  row: rowCells,
  prediction: (batch) => labelCells(batch.of('label')[0]) ?? valueCells(batch),
  score: (batch) => valueCells(batch) ?? floatCells(batch.of('score')[0], probabilityDtype(batch) ?? 'float64'),
  margin: (batch) => floatCells(batch.of('margin')[0], probabilityDtype(batch) === 'float64' ? 'float64' : 'float32'),
  truth: (batch) => truthCells(batch.of('truth')[0]),
  why: (batch) => textCells(batch.of('error')[0]),
  probability: probabilityCells,
  output: outputCells,
  input: inputCells,
};

/** The cells of a column; undefined where the batch has no such column. */
export function cellsOf(batch: StoredBatch, column: RowColumnId): StoredCells | undefined {
  const { kind, name } = splitColumn(column);
  return Object.hasOwn(READERS, kind) ? READERS[kind]?.(batch, name) : undefined;
}

/** `input:age` in its two parts; a column without a colon has no name. */
export function splitColumn(column: RowColumnId): { readonly kind: string; readonly name: string } {
  const colon = column.indexOf(':');
  return colon < 0 ? { kind: column, name: '' } : { kind: column.slice(0, colon), name: column.slice(colon + 1) };
}

/** The columns that a page shows, in its order: inputs first, then what was predicted. */
export function columnsShown(batch: StoredBatch): readonly RowColumnId[] {
  const hasLabel = batch.of('label').length > 0;
  const hasValue = !hasLabel && cellsOf(batch, 'score') !== undefined;
  const named = (role: 'input' | 'output' | 'ragged'): readonly string[] =>
    batch.of(role).map((c) => detail(c, 'name'));
  const told = new Set(batch.told);
  const outputs = [...named('output'), ...named('ragged')].filter((name) => !told.has(name));
  return [
    ...named('input').map((name) => `input:${name}`),
    ...(hasLabel || hasValue ? ['prediction'] : []),
    ...(hasLabel && batch.of('score').length > 0 ? ['score'] : []),
    ...(batch.of('truth').length > 0 ? ['truth'] : []),
    ...classesOf(batch).map((name) => `probability:${name}`),
    ...outputs.map((name) => `output:${name}`),
    ...(batch.of('error').length > 0 ? ['why'] : []),
  ];
}

/** Whether the values of a column are classes, which are counted also where they are numbers. */
export function holdsClasses(batch: StoredBatch, column: RowColumnId): boolean {
  if (column === 'prediction') return batch.of('label').length > 0;
  return column === 'truth' && batch.of('truth').some((each) => detail(each, 'kind') === 'classes');
}

function classesOf(batch: StoredBatch): readonly string[] {
  const [list] = batch.of('probabilities');
  return list ? stringsOf(detail(list, 'classes')) : batch.of('probability').map((column) => detail(column, 'class'));
}

function rowCells({ start, rows }: StoredBatch): StoredCells {
  return {
    values: () => Float64Array.from({ length: rows }, (_, index) => start + index),
    texts: () => (index) => String(start + index),
    isPresent: () => true,
    isNumeric: true,
  };
}

function labelCells(column: StoredColumn | undefined): StoredCells | undefined {
  if (!column) return undefined;
  const { data, details } = column;
  const labels = (): ReturnType<typeof labelsOf> => labelsOf(data, details.get('encoding'));
  return {
    values: () => {
      const all = labels();
      return all.every((label) => typeof label === 'number') ? Float64Array.from(all) : all.map(String);
    },
    texts: () => {
      const all = labels();
      return (index) => (isPresent(data, index) ? String(all[index] ?? '') : '');
    },
    isPresent: (index) => isPresent(data, index),
    isNumeric: details.get('encoding') === 'integer' || details.get('encoding') === 'number',
  };
}

/** The one output of one value a row that is a regressor's prediction. */
function valueCells(batch: StoredBatch): StoredCells | undefined {
  if (batch.of('label').length > 0) return undefined;
  const column = batch.of('output').find((each) => batch.told.includes(detail(each, 'name')) && elements(each) === 1);
  return column ? tensorCells(column) : floatCells(batch.of('score')[0], 'float64');
}

function truthCells(column: StoredColumn | undefined): StoredCells | undefined {
  return column && detail(column, 'kind') === 'numbers' ? floatCells(column, 'float64') : labelCells(column);
}

function textCells(column: StoredColumn | undefined): StoredCells | undefined {
  if (!column) return undefined;
  return {
    values: () => utf8Values(column.data),
    texts: () => {
      const all = utf8Values(column.data);
      return (index) => (isPresent(column.data, index) ? (all[index] ?? '') : '');
    },
    isPresent: (index) => isPresent(column.data, index),
    isNumeric: false,
  };
}

function probabilityDtype(batch: StoredBatch): Dtype | undefined {
  const column = batch.of('probabilities')[0] ?? batch.of('probability')[0];
  return column && (detail(column, 'dtype') as Dtype);
}

function probabilityCells(batch: StoredBatch, name: string): StoredCells | undefined {
  const column = batch.of('probability').find((each) => detail(each, 'class') === name);
  if (column) return floatCells(column, detail(column, 'dtype') as Dtype);
  const [list] = batch.of('probabilities');
  const classes = list ? stringsOf(detail(list, 'classes')) : [];
  const position = classes.indexOf(name);
  if (!list || position < 0) return undefined;
  const dtype = detail(list, 'dtype') as Dtype;
  const values = (): TensorData => everyNth(flatValues(dtype, listChild(list.data)), position, classes.length);
  const present = (index: number): boolean => isPresent(list.data, index);
  return {
    values,
    texts: () => presentTexts(textReader(dtype, values()), present),
    isPresent: present,
    isNumeric: true,
  };
}

function outputCells(batch: StoredBatch, name: string): StoredCells | undefined {
  const column = batch.of('output').find((each) => detail(each, 'name') === name);
  if (column) return tensorCells(column);
  const position = batch.of('ragged').findIndex((each) => detail(each, 'name') === name);
  const [ragged, shapes] = [batch.of('ragged')[position], batch.of('ragged-shape')[position]];
  return ragged && shapes && raggedCells(ragged, shapes);
}
