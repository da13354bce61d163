import { FixedSizeBinary, Float64, Int64, makeData, type Data } from 'apache-arrow';
import type { Dtype } from '../../contract/dtype';
import type { InputLogging } from '../../contract/run';
import type { Batch, Column, Value } from '../../data/table';
import { contentHash, HASH_BYTES } from './content-hash';
import { ALL_VALID, validityOf, type LoggedColumn, type Validity } from './layout';
import { rowsData } from './tensor';
import { cellText, jsonText, writtenNumber } from './text';
import { utf8Data } from './utf8';

interface NamedColumn {
  readonly name: string;
  readonly column: Column;
  /** What else the data says of it, so that it can be written to a file as the data has it. */
  readonly said: Readonly<Record<string, string>>;
}

/** The inputs of a batch, and what of them may be kept; see `RowsToLog`. */
export interface InputsToLog {
  readonly batch: Batch;
  readonly columns: readonly string[];
  readonly decimal?: '.' | ',';
  readonly dtypes?: readonly (Dtype | undefined)[];
  readonly inputs: InputLogging;
  readonly redact: readonly string[];
}

/** The inputs of a batch as they are logged: all but the redacted columns, or one SHA-256 of those, or nothing. */
export function inputColumns({ batch, columns: names, inputs, redact, decimal, dtypes }: InputsToLog): LoggedColumn[] {
  if (inputs === 'off') return [];
  const hidden = new Set(redact);
  const columns = batch.columns
    .map((column, index) => ({ name: names[index] ?? '', column, said: sayings(decimal, dtypes?.[index]) }))
    .filter(({ name }) => !hidden.has(name));
  if (inputs === 'hash') return [hashColumn(batch.rows, columns)];
  return columns.flatMap((column, position) => fullColumns(column, String(position), batch.rows));
}

function hashColumn(rows: number, columns: readonly NamedColumn[]): LoggedColumn {
  const digests = new Uint8Array(rows * HASH_BYTES);
  for (let row = 0; row < rows; row += 1)
    digests.set(contentHash(columns.map(({ column }) => cellText(column, row))), row * HASH_BYTES);
  return {
    role: 'input-hash',
    name: 'input_sha256',
    data: makeData({ type: new FixedSizeBinary(HASH_BYTES), length: rows, data: digests, nullCount: 0 }),
  };
}

function sayings(decimal: '.' | ',' | undefined, declared: Dtype | undefined): Readonly<Record<string, string>> {
  return { ...(decimal === ',' && { decimal }), ...(declared && { declared }) };
}

function fullColumns({ name, column, said }: NamedColumn, position: string, rows: number): LoggedColumn[] {
  const logged = (data: Data, more: Readonly<Record<string, string>> = {}): LoggedColumn => ({
    role: 'input',
    name: `input:${name}`,
    details: { name, position, ...said, ...more },
    data,
  });
  switch (column.kind) {
    case 'text':
      return [logged(utf8Data(column.values))];
    case 'tensor':
      return [
        logged(rowsData(column.dtype, column.rowShape, rows, column.values), {
          dtype: column.dtype,
          shape: JSON.stringify(column.rowShape),
        }),
      ];
    case 'value': {
      const { data, encoding } = valuesData(column.values);
      return [logged(data, { encoding })];
    }
    case 'number': {
      const { numbers, texts, written } = numbersData(column);
      const input = logged(numbers, { written });
      if (!texts) return [input];
      return [input, { role: 'input-text', name: `text:${name}`, details: { position }, data: texts }];
    }
  }
}

type NumberColumn = Extract<Column, { readonly kind: 'number' }>;

interface LoggedNumbers {
  readonly numbers: Data;
  /** Where a cell's text would not come back from its number ("00012", "1.50"), null elsewhere. */
  readonly texts?: Data;
  /** How the number is to be written for all other cells. */
  readonly written: 'float32' | 'float64';
}

/** The numbers of a column, null where the cell is empty, so that every text comes back. */
function numbersData({ values, text, isShortest }: NumberColumn): LoggedNumbers {
  const rows = values.length;
  const written = isShortest || !values.every(isFloat32) ? 'float64' : 'float32';
  const comesBack = isShortest ?? ((row) => text(row) === writtenNumber(values[row] ?? NaN, written));
  const empty: number[] = [];
  let kept: string[] | undefined;
  for (let row = 0; row < rows; row += 1) {
    if (comesBack(row)) continue;
    const cell = text(row);
    if (cell === '') empty.push(row);
    else (kept ??= new Array<string>(rows).fill(''))[row] = cell;
  }
  const numbers = makeData({ type: new Float64(), length: rows, data: values, ...nullsAt(rows, empty) });
  const texts = kept;
  if (!texts) return { numbers, written };
  return {
    numbers,
    written,
    texts: utf8Data(
      texts,
      validityOf(rows, (row) => texts[row] !== ''),
    ),
  };
}

function isFloat32(value: number): boolean {
  return Object.is(Math.fround(value), value);
}

function nullsAt(rows: number, empty: readonly number[]): Validity {
  if (empty.length === 0) return ALL_VALID;
  const missing = new Set(empty);
  return validityOf(rows, (row) => !missing.has(row));
}

/** Cells of one type in Arrow's type, null where missing; cells of several types, or nested ones, as JSON. */
function valuesData(values: readonly Value[]): { readonly data: Data; readonly encoding: string } {
  const length = values.length;
  const present = values.filter((value) => value !== undefined && value !== null);
  const validity =
    present.length === length
      ? ALL_VALID
      : validityOf(length, (row) => values[row] !== undefined && values[row] !== null);
  if (present.every((value) => typeof value === 'string')) {
    return {
      data: utf8Data(
        values.map((value) => (typeof value === 'string' ? value : '')),
        validity,
      ),
      encoding: 'string',
    };
  }
  if (present.every((value) => typeof value === 'number')) {
    const data = Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN));
    return { data: makeData({ type: new Float64(), length, data, ...validity }), encoding: 'number' };
  }
  if (present.every((value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value)) {
    const data = BigInt64Array.from(values, (value) => (typeof value === 'bigint' ? value : 0n));
    return { data: makeData({ type: new Int64(), length, data, ...validity }), encoding: 'integer' };
  }
  return { data: utf8Data(values.map(jsonText), validity), encoding: 'json' };
}
