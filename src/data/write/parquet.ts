import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { CellValue } from '../../contract/predict';
import type { Cells, CellType } from './cells';
import { runError } from './run-error';
import type { OutputField, TableFormat } from './format';

/** Cells of one row group, and its least rows: what is held in memory before it is written. */
const GROUP_CELLS = 1 << 18;
const LEAST_GROUP_ROWS = 4096;

type Cell = CellValue | bigint;

/** Parquet with snappy, typed columns that may be null, written row group by row group. */
export function parquetFormat(): TableFormat {
  const bytes = new ByteWriter();
  let fields: readonly OutputField[] = [];
  let columns: Cell[][] = [];
  let writer: ParquetWriter | undefined;
  let buffered = 0;
  let written = 0;
  let groupRows = LEAST_GROUP_ROWS;

  const takeBytes = (): Uint8Array => {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  };
  const writeGroup = (): Uint8Array => {
    const columnData = fields.map(({ name }, position) => ({ name, data: columns[position] ?? [] }));
    if (buffered > 0) void writer?.write({ columnData, rowGroupSize: groupRows });
    written += buffered;
    columns = fields.map(() => []);
    buffered = 0;
    return takeBytes();
  };
  return {
    begin: (all) => {
      fields = all;
      groupRows = Math.max(LEAST_GROUP_ROWS, Math.floor(GROUP_CELLS / Math.max(1, fields.length)));
      columns = fields.map(() => []);
      const root: SchemaElement = { name: 'root', num_children: fields.length };
      writer = new ParquetWriter({
        writer: bytes,
        schema: [root, ...fields.map(schemaOf)],
        createdBy: 'onnx-workbench',
      });
      return takeBytes();
    },
    *rows(cells, count) {
      for (let done = 0; done < count;) {
        const end = Math.min(count, done + groupRows - buffered);
        fields.forEach((field, position) =>
          fill(columns[position], cells[position], field, { done, end, written: written + buffered - done }),
        );
        buffered += end - done;
        done = end;
        if (buffered === groupRows) yield writeGroup();
      }
    },
    *end() {
      yield writeGroup();
      void writer?.finish();
      yield takeBytes();
    },
  };
}

interface Span {
  readonly done: number;
  readonly end: number;
  /** Rows of the file before index 0 of the cells. */
  readonly written: number;
}

function fill(
  column: Cell[] | undefined,
  cells: Cells | undefined,
  field: OutputField,
  { done, end, written }: Span,
): void {
  if (!column || !cells) return;
  const native = CONVERT[field.type];
  for (let row = done; row < end; row++) {
    const value = cells.value(row);
    const cell = value === null ? null : native(value);
    if (cell === undefined)
      throw runError(
        'parquet-column-type',
        `Column '${field.name}' is ${field.type} in the first rows and holds '${cells.text(row)}' in row ${written + row}, ` +
          `which a typed Parquet column cannot take. Write .csv or .jsonl, or leave the column out with --keep.`,
      );
    column.push(cell);
  }
}

/** Undefined for a value that does not fit the type that the first rows showed. */
const CONVERT: Readonly<Record<CellType, (value: CellValue) => Cell | undefined>> = {
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  int32: (value) => (Number.isInteger(value) ? Number(value) : undefined),
  int64: wholeNumber,
  uint64: wholeNumber,
  float32: realNumber,
  float64: realNumber,
  string: (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)),
  // The library writes the text of it.
  json: (value) => value,
};

const NON_FINITE = new Set(['NaN', 'Infinity', '-Infinity']);

function realNumber(value: CellValue): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NON_FINITE.has(value) ? Number(value) : undefined;
}

function wholeNumber(value: CellValue): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : undefined;
}

function schemaOf({ name, type }: OutputField): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...PARQUET_TYPES[type] };
}

const PARQUET_TYPES: Readonly<Record<CellType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  boolean: { type: 'BOOLEAN' },
  int32: { type: 'INT32' },
  int64: { type: 'INT64' },
  uint64: { type: 'INT64', converted_type: 'UINT_64' },
  float32: { type: 'FLOAT' },
  float64: { type: 'DOUBLE' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
};
