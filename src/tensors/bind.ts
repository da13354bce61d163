import type { Issue } from '../contract/issue';
import type { Batch } from '../data/table';
import type { BindingPlan, InputPlan, RunMode } from './binding-plan';
import { cellReader } from './cells';
import { allocate, product, store } from './elements';
import { fillColumn } from './fill';
import { fixedRowShape, readOwnRows } from './fill-own';
import { createLedger, type Ledger, type Tally } from './ledger';
import { buildRuns, type BoundRun, type Rows } from './runs';
import { cellAt, quote } from './table-cells';

/** A batch as feeds. */
export interface BoundBatch {
  /** Number of the batch's first row. */
  readonly start: number;
  /** Rows of the batch, with those that failed. */
  readonly rows: number;
  readonly runs: readonly BoundRun[];
  readonly mode: RunMode;
  /** Index in the batch of every row that is fed; absent where all are. */
  readonly fed?: Uint32Array;
  /** Errors with row, line, column and input; at most 20. */
  readonly issues: readonly Issue[];
  /** Row number -> why it is not fed. */
  readonly failed: ReadonlyMap<number, Issue>;
  /** Cells fed as something else than they say: missing ones, unknown categories. */
  readonly tallies: readonly Tally[];
}

type ColumnsInput = Extract<InputPlan, { kind: 'columns' }>;

/** Rows to tensors by the plan. Never throws for what cells hold: rows that do not fit are left out of the runs and listed. */
export function bindBatch(plan: BindingPlan, batch: Batch): BoundBatch {
  const ledger = createLedger(plan, batch);
  const rows = new Map<string, Rows>();
  for (const input of plan.inputs) {
    if (input.kind === 'columns') rows.set(input.name, readInput(plan, input, batch, ledger));
    if (input.kind === 'scalar-column') checkScalar(plan, input, batch, ledger);
  }
  checkShared(plan, rows, batch, ledger);
  const fed = fedRows(batch, ledger);
  return {
    start: batch.start,
    rows: batch.rows,
    mode: plan.mode,
    runs: buildRuns(plan, rows, fed, fed?.length ?? batch.rows),
    ...(fed && { fed }),
    issues: ledger.issues,
    failed: ledger.failed,
    tallies: ledger.tallies,
  };
}

function readInput(plan: BindingPlan, input: ColumnsInput, batch: Batch, ledger: Ledger): Rows {
  const [column] = input.columns;
  if (column?.width === null && batch.columns[column.index]?.kind !== 'tensor') {
    return { kind: 'own', rows: readOwnRows({ plan, input, column, ledger }, batch, input.rowShape) };
  }
  const rowShape = fixedRowShape(input);
  const stride = product(rowShape);
  const data = allocate(input.dtype, batch.rows * stride);
  let offset = 0;
  for (const each of input.columns) {
    fillColumn({ plan, input, column: each, ledger }, batch, { data, offset, stride });
    offset += each.width ?? stride;
  }
  return { kind: 'uniform', rowShape, data };
}

function checkScalar(
  plan: BindingPlan,
  { name, value, column }: Extract<InputPlan, { kind: 'scalar-column' }>,
  batch: Batch,
  ledger: Ledger,
): void {
  const read = cellReader(value.dtype);
  // As the tensor holds it: 0.1 is another number in float32.
  const held = allocate(value.dtype, 1);
  const cells = batch.columns[column.index];
  for (let row = 0; cells && row < batch.rows; row++) {
    const cell = cellAt(cells, row);
    const result = read(cell, plan.decimal);
    if (result.ok) store(held, 0, result.value);
    if (result.ok && Object.is(held[0], value.data[0])) continue;
    const message = `${quote(cell)} in column '${column.name}', ${ledger.place(row)}: the input '${name}' takes one value for the whole run, and the first rows gave another. Set it with --set ${name}=VALUE.`;
    ledger.fail(row, column, name, { code: 'scalar-input', message });
  }
}

/** Rows of two inputs that share a symbolic size must agree on it. */
function checkShared(plan: BindingPlan, rows: ReadonlyMap<string, Rows>, batch: Batch, ledger: Ledger): void {
  const sharing = plan.inputs.filter(
    (input) => input.kind === 'columns' && input.freeNames.size > 0,
  ) as readonly ColumnsInput[];
  if (sharing.length < 2) return;
  for (let row = 0; row < batch.rows; row++) {
    const sizes = new Map<string, { readonly size: number; readonly input: string }>();
    for (const input of sharing) {
      const own = rows.get(input.name);
      const shape = own?.kind === 'own' ? own.rows[row]?.shape : undefined;
      if (shape) checkSizes(input, shape, sizes, row, ledger);
    }
  }
}

function checkSizes(
  input: ColumnsInput,
  shape: readonly number[],
  sizes: Map<string, { readonly size: number; readonly input: string }>,
  row: number,
  ledger: Ledger,
): void {
  for (const [axis, dim] of input.freeNames) {
    const size = shape[axis] ?? 0;
    const other = sizes.get(dim);
    if (!other) sizes.set(dim, { size, input: input.name });
    else if (other.size !== size) {
      const message = `The inputs '${other.input}' and '${input.name}' share the dimension '${dim}', but in ${ledger.place(row)} they have ${other.size} and ${size} values.`;
      ledger.fail(row, { name: input.columns[0]?.name ?? input.name }, input.name, { code: 'shape-mismatch', message });
    }
  }
}

function fedRows(batch: Batch, ledger: Ledger): Uint32Array | undefined {
  if (ledger.failed.size === 0) return undefined;
  const fed: number[] = [];
  for (let row = 0; row < batch.rows; row++) if (!ledger.hasFailed(row)) fed.push(row);
  return Uint32Array.from(fed);
}
