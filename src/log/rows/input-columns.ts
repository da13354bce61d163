import { DataType } from 'apache-arrow';
import type { Dtype } from '../../contract/dtype';
import { WorkbenchError } from '../../contract/issue';
import { parseJson } from '../../data/json/parse';
import type { Column, TableHead, Value } from '../../data/table';
import { cellReader } from './input-reader';
import { detail, isPresent, shapeOf, type StoredBatch, type StoredColumn } from './stored';
import { flatValues, listChild } from './tensor';
import { utf8Values } from './utf8';

/** What the logged inputs say of the table they come from: enough to write its columns again. */
export function loggedHead(batch: StoredBatch): TableHead {
  const columns = batch.of('input');
  const names = columns.map((column) => detail(column, 'name'));
  const declared = columns.map(({ details }) => details.get('declared') as Dtype | undefined);
  return {
    format: 'csv',
    columns: names,
    named: names.some((name) => name !== ''),
    ...(columns.some(({ details }) => details.get('decimal') === ',') && { decimal: ',' }),
    ...(declared.some((dtype) => dtype !== undefined) && { dtypes: declared }),
    constants: [],
    issues: [],
  };
}

/** The logged inputs as the columns that they were; none where inputs are not logged. */
export function inputColumnsOf(batch: StoredBatch): readonly Column[] {
  const exact = new Map(batch.of('input-text').map((column) => [detail(column, 'position'), column]));
  return batch.of('input').map((column) => columnOf(column, exact.get(detail(column, 'position'))));
}

function columnOf(column: StoredColumn, exact: StoredColumn | undefined): Column {
  const { data, details } = column;
  if (details.has('dtype')) {
    const dtype = detail(column, 'dtype') as Dtype;
    const rowShape = shapeOf(column);
    const values = flatValues(dtype, rowShape.length === 0 ? data : listChild(data));
    return { kind: 'tensor', dtype, rowShape, values };
  }
  if (details.has('encoding')) return { kind: 'value', values: typedValues(column) };
  if (DataType.isUtf8(data.type)) return { kind: 'text', values: utf8Values(data) };
  const values = flatValues('float64', data);
  if (!(values instanceof Float64Array)) throw new RangeError('Numbers should be float64.');
  const text = cellReader(column, exact);
  const present = data.nullCount === 0 ? values : values.map((value, row) => (isPresent(data, row) ? value : NaN));
  return { kind: 'number', values: present, text };
}

function typedValues({ data, details }: StoredColumn): readonly Value[] {
  const present = <T extends Value>(values: ArrayLike<T>): readonly Value[] =>
    Array.from(values, (value, row) => (isPresent(data, row) ? value : null));
  if (DataType.isUtf8(data.type)) {
    const texts = utf8Values(data);
    return present(details.get('encoding') === 'json' ? texts.map(jsonValue) : texts);
  }
  const values = flatValues('float64', data);
  if (values instanceof Float64Array || values instanceof BigInt64Array) return present<number | bigint>(values);
  throw new RangeError('Typed cells should be float64 or int64.');
}

/** What JSON cannot hold stays its text. */
function jsonValue(text: string): Value {
  if (Object.hasOwn(NON_FINITE, text)) return NON_FINITE[text];
  try {
    return parseJson(text, { file: '', line: 1 });
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return text;
  }
}

const NON_FINITE: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };
