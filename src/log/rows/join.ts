import { createHash } from 'node:crypto';
import {
  DataType,
  Field,
  FixedSizeBinary,
  FixedSizeList,
  makeData,
  Precision,
  RecordBatch,
  Struct,
  type Data,
} from 'apache-arrow';
import type { Dtype } from '../../contract/dtype';
import { validityOf, type Validity } from './layout';
import { isPresent, readBatch } from './stored';
import { toStream } from './stream';
import { concatenate, flatData, flatValues, listChild, listsData } from './tensor';

/** `rows` rows of a stream of `encodeRows`, from its row `first`. */
export interface RowsPart {
  readonly bytes: Uint8Array;
  readonly first: number;
  readonly rows: number;
}

/** What two streams must have in common to be joined: names, types and details of all columns. */
export function layoutOf(bytes: Uint8Array): string {
  const { schema } = readBatch(bytes);
  const fields = schema.fields.map(({ name, type, metadata }) => [name, String(type), [...metadata]]);
  const told = schema.metadata.get('onnx_workbench.told');
  return createHash('sha256')
    .update(JSON.stringify([told, fields]))
    .digest('hex');
}

/** The rows of all parts, which have one layout, as one stream. */
export function joinRows(parts: readonly RowsPart[]): Uint8Array {
  const batches = parts.map(({ bytes, first, rows }) => readBatch(bytes).slice(first, first + rows));
  const [head] = batches;
  if (!head) throw new RangeError('There is nothing to join.');
  const { schema } = head;
  const children = schema.fields.map((_, index) =>
    joinData(
      batches.map(({ data }) => {
        const column = data.children[index];
        if (!column) throw new RangeError('A column is missing.');
        return column;
      }),
    ),
  );
  const length = batches.reduce((sum, { numRows }) => sum + numRows, 0);
  const data = makeData({ type: new Struct(schema.fields), length, nullCount: 0, children });
  return toStream(new RecordBatch(schema, data));
}

function joinData(parts: readonly Data[]): Data {
  const [head] = parts;
  if (!head) throw new RangeError('There is nothing to join.');
  const validity = joinValidity(parts);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const { type } = head;
  if (DataType.isFixedSizeList(type)) {
    const child = joinData(parts.map(listChild));
    const joined = new FixedSizeList(type.listSize, new Field('item', child.type, true));
    return makeData({ type: joined, length, child, ...validity });
  }
  if (DataType.isList(type)) return joinLists(parts, validity);
  const values = parts.map((part) => flatValues(dtypeOf(type), part));
  if (DataType.isFixedSizeBinary(type)) {
    const data = concatenate(values);
    if (!(data instanceof Uint8Array)) throw new RangeError('A column should hold bytes.');
    return makeData({ type: new FixedSizeBinary(type.byteWidth), length, data, ...validity });
  }
  return flatData(dtypeOf(type), concatenate(values), validity);
}

function joinLists(parts: readonly Data[], validity: Validity): Data {
  const offsets = [0];
  const children = parts.map((part) => {
    const ends = part.valueOffsets as Int32Array;
    const from = ends[0] ?? 0;
    const base = (offsets.at(-1) ?? 0) - from;
    for (let row = 1; row <= part.length; row += 1) offsets.push(base + (ends[row] ?? 0));
    return listChild(part).slice(from, (ends[part.length] ?? 0) - from);
  });
  return listsData(joinData(children), Int32Array.from(offsets), validity);
}

function joinValidity(parts: readonly Data[]): Validity {
  const present = parts.flatMap((part) => Array.from({ length: part.length }, (_, row) => isPresent(part, row)));
  return validityOf(present.length, (index) => present[index] ?? false);
}

/** Only where the array alone does not tell. */
function dtypeOf(type: DataType): Dtype {
  if (DataType.isBool(type)) return 'bool';
  return DataType.isFloat(type) && type.precision === Precision.HALF ? 'float16' : 'float64';
}
