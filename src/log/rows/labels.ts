import { DataType, Float64, Int64, makeData, Type, type Data } from 'apache-arrow';
import type { ClassLabel } from '../../contract/model';
import { fromInt64, toInt64 } from './int64';
import type { Validity } from './layout';
import { flatData, flatValues } from './tensor';
import { utf8Data, utf8Values } from './utf8';

type Label = ClassLabel | boolean;

/** Labels in the type they share; labels of several types as JSON, which the column's `encoding` says. */
export function labelsData(
  labels: readonly Label[],
  validity: Validity,
): { readonly data: Data; readonly encoding: string } {
  const length = labels.length;
  const common = { length, ...validity };
  if (labels.every((label) => typeof label === 'string'))
    return { data: utf8Data(labels, validity), encoding: 'string' };
  if (labels.every((label) => typeof label === 'boolean')) {
    return { data: flatData('bool', Uint8Array.from(labels, Number), validity), encoding: 'bool' };
  }
  if (!labels.every((label) => typeof label === 'number')) {
    return {
      data: utf8Data(
        labels.map((label) => JSON.stringify(label)),
        validity,
      ),
      encoding: 'json',
    };
  }
  if (labels.every(isPlainInteger)) {
    const values = toInt64(length, (index) => labels[index] ?? 0);
    return { data: makeData({ type: new Int64(), data: values, ...common }), encoding: 'integer' };
  }
  return { data: makeData({ type: new Float64(), data: Float64Array.from(labels), ...common }), encoding: 'number' };
}

/** The reverse of `labelsData`. */
export function labelsOf(data: Data, encoding: string | undefined): Label[] {
  const { type } = data;
  if (DataType.isBool(type)) return Array.from(flatValues('bool', data) as Uint8Array, Boolean);
  if (DataType.isUtf8(type)) {
    const texts = utf8Values(data);
    return encoding === 'json' ? texts.map((text) => JSON.parse(text) as Label) : texts;
  }
  const values = flatValues('float64', data);
  if (values instanceof BigInt64Array) return fromInt64(values);
  if (values instanceof Float64Array) return Array.from(values);
  throw new RangeError(`Labels of type ${Type[type.typeId]}.`);
}

function isPlainInteger(label: number): boolean {
  return Number.isSafeInteger(label) && !Object.is(label, -0);
}
