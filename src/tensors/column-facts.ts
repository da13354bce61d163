import type { Batch, Column, Value } from '../data/table';
import { parseNumber } from './cells';
import { flatten, isList } from './nested';
import { cellAt, isMissing, placeAt, type Place } from './table-cells';

/** What the first rows tell of a column. */
export interface ColumnFacts {
  /** Rows that hold a value. */
  readonly present: number;
  readonly missing: number;
  /** True where a cell is itself a list or a row of a tensor. */
  readonly nested: boolean;
  /** Axes of the first cell that holds a value; 0 for a scalar. */
  readonly axes: number;
  /** Elements of the first cell that holds a value; 1 for a scalar. */
  readonly width: number;
  /** Shape of the rows of a tensor. */
  readonly rowShape?: readonly number[];
  readonly numbers: number;
  /** Some number is written like 007. */
  readonly leadingZeros: boolean;
  /** Every present cell is written as an integer and none occurs twice. */
  readonly distinctIntegers: boolean;
  /** Distinct integers that grow from row to row. */
  readonly increasing: boolean;
  /** The first cell that is not a number. */
  readonly firstText?: { readonly cell: Value; readonly place: Place };
}

const LEADING_ZERO = /^\s*[+-]?0\d/;
const INTEGER = /^\s*[+-]?\d+\s*$/;

/** Reads a column of the sample once. */
export function columnFacts(sample: readonly Batch[], index: number, decimal: '.' | ','): ColumnFacts {
  const columns = sample.flatMap((batch) => batch.columns[index] ?? []);
  const [first] = columns;
  if (first?.kind === 'tensor' && first.rowShape.some((dim) => dim !== 1)) return tensorFacts(sample, first.rowShape);
  return columns.every((column) => column.kind === 'number') ? numberFacts(columns) : cellFacts(sample, index, decimal);
}

/** Cells that are numbers already; their text is looked at only where whole numbers could be codes or ids. */
function numberFacts(columns: readonly Extract<Column, { kind: 'number' }>[]): ColumnFacts {
  const wholes: string[] = [];
  let [present, missing, leadingZeros] = [0, 0, false];
  for (const { values, text } of columns) {
    for (let row = 0; row < values.length; row++) {
      const value = values[row] ?? NaN;
      if (Number.isNaN(value)) missing++;
      else present++;
      if (!Number.isInteger(value)) continue;
      const written = text(row);
      leadingZeros ||= LEADING_ZERO.test(written);
      if (wholes.length === present - 1) wholes.push(written);
    }
  }
  const integers = wholes.length === present ? wholes : [];
  return {
    present,
    missing,
    nested: false,
    axes: 0,
    width: 1,
    numbers: present,
    leadingZeros,
    ...integerFacts(integers),
  };
}

function cellFacts(sample: readonly Batch[], index: number, decimal: '.' | ','): ColumnFacts {
  const cells = [...cellsOf(sample, index)];
  const present = cells.filter(({ cell }) => !isMissing(cell));
  const leading = present[0]?.cell;
  const texts = present.filter(({ cell }) => !isNumberCell(cell, decimal));
  const [firstText] = texts;
  return {
    present: present.length,
    missing: cells.length - present.length,
    ...nestedFacts(leading),
    numbers: present.length - texts.length,
    leadingZeros: present.some(({ cell }) => hasLeadingZero(cell, decimal)),
    ...integerFacts(present.map(({ cell }) => cell)),
    ...(firstText && { firstText: { cell: firstText.cell, place: firstText.place() } }),
  };
}

function nestedFacts(cell: Value): Pick<ColumnFacts, 'nested' | 'axes' | 'width'> {
  if (!isList(cell)) return { nested: false, axes: 0, width: 1 };
  const read = flatten(cell);
  return 'flat' in read
    ? { nested: true, axes: read.flat.shape.length, width: read.flat.values.length }
    : { nested: true, axes: 1, width: 0 };
}

function integerFacts(cells: readonly Value[]): Pick<ColumnFacts, 'distinctIntegers' | 'increasing'> {
  const distinctIntegers =
    cells.length > 1 && cells.every(isIntegerCell) && new Set(cells.map(integerKey)).size === cells.length;
  const increasing =
    distinctIntegers && cells.every((cell, index) => index === 0 || Number(cell) > Number(cells[index - 1]));
  return { distinctIntegers, increasing };
}

/** Every cell of a column of the sample, one by one. */
export function* valuesOf(sample: readonly Batch[], index: number): Generator<Value> {
  for (const batch of sample) {
    const column = batch.columns[index];
    for (let row = 0; column && row < batch.rows; row++) yield cellAt(column, row);
  }
}

/** Every cell of a column of the sample, with its place. */
function* cellsOf(
  sample: readonly Batch[],
  index: number,
): Generator<{ readonly cell: Value; readonly place: () => Place }> {
  for (const batch of sample) {
    const column = batch.columns[index];
    if (!column) continue;
    for (let row = 0; row < batch.rows; row++) yield { cell: cellAt(column, row), place: () => placeAt(batch, row) };
  }
}

function tensorFacts(sample: readonly Batch[], rowShape: readonly number[]): ColumnFacts {
  const present = sample.reduce((rows, batch) => rows + batch.rows, 0);
  const width = rowShape.reduce((all, dim) => all * dim, 1);
  return {
    present,
    missing: 0,
    nested: true,
    axes: rowShape.length,
    width,
    rowShape,
    numbers: present,
    leadingZeros: false,
    distinctIntegers: false,
    increasing: false,
  };
}

function isNumberCell(cell: Value, decimal: '.' | ','): boolean {
  if (isList(cell)) {
    const read = flatten(cell);
    return 'flat' in read && read.flat.values.every((inner) => isMissing(inner) || isNumberCell(inner, decimal));
  }
  if (typeof cell !== 'string') return typeof cell !== 'object';
  return parseNumber(cell, decimal) !== undefined;
}

function hasLeadingZero(cell: Value, decimal: '.' | ','): boolean {
  return typeof cell === 'string' && LEADING_ZERO.test(cell) && isNumberCell(cell, decimal);
}

function isIntegerCell(cell: Value): boolean {
  if (typeof cell === 'string') return INTEGER.test(cell);
  return typeof cell === 'bigint' || (typeof cell === 'number' && Number.isInteger(cell));
}

function integerKey(cell: Value): string {
  return typeof cell === 'string' ? cell.trim().replace(/^\+/, '') : `${Number(cell)}`;
}
