import type { TensorData, TensorValue } from '../contract/tensor';
import type { BindingPlan, InputPlan } from './binding-plan';
import { allocate, copyInto, product, repeatRow, slice } from './elements';
import type { OwnRow } from './fill-own';

/** One call of the runtime. */
export interface BoundRun {
  readonly feeds: ReadonlyMap<string, TensorValue>;
  /** Position of its first row among the rows that are fed. */
  readonly start: number;
  /** Rows of the data in it; with a fixed batch the feeds may hold more, which repeat the last one. */
  readonly rows: number;
}

/** The rows of one input. */
export type Rows =
  | { readonly kind: 'uniform'; readonly rowShape: readonly number[]; readonly data: TensorData }
  | { readonly kind: 'own'; readonly rows: readonly (OwnRow | undefined)[] };

/** The rows that fit, divided into calls of the runtime. `fed` are their indexes, absent where all `count` rows fit. */
export function buildRuns(
  plan: BindingPlan,
  rows: ReadonlyMap<string, Rows>,
  fed: Uint32Array | undefined,
  count: number,
): readonly BoundRun[] {
  return segments(plan, rows, fed, count).map(({ start, end }) => buildRun(plan, rows, fed, start, end));
}

/** Positions at which runs start and end: where the mode says so, and where the shape of rows changes. */
function segments(
  { mode }: BindingPlan,
  rows: ReadonlyMap<string, Rows>,
  fed: Uint32Array | undefined,
  count: number,
): readonly { readonly start: number; readonly end: number }[] {
  const own = [...rows.values()].filter((input) => input.kind === 'own');
  const shapeAt = (position: number): string =>
    own.map(({ rows: each }) => each[fed?.[position] ?? position]?.shape.join('x')).join(' ');
  const most = mode.kind === 'together' ? Infinity : mode.kind === 'fixed' ? mode.rows : 1;
  const found: { start: number; end: number }[] = [];
  for (let position = 0; position < count; position++) {
    const last = found.at(-1);
    if (own.length === 0 && most === Infinity) return [{ start: 0, end: count }];
    if (last && last.end - last.start < most && shapeAt(last.start) === shapeAt(position)) last.end++;
    else found.push({ start: position, end: position + 1 });
  }
  return found;
}

function buildRun(
  plan: BindingPlan,
  rows: ReadonlyMap<string, Rows>,
  fed: Uint32Array | undefined,
  start: number,
  end: number,
): BoundRun {
  const padded = plan.mode.kind === 'fixed' ? start + plan.mode.rows : end;
  const positions = Array.from({ length: fed || padded > end ? padded - start : 0 }, (_, offset) =>
    Math.min(start + offset, end - 1),
  );
  const feeds = new Map<string, TensorValue>();
  for (const input of plan.inputs)
    feeds.set(
      input.name,
      feedOf(input, rows.get(input.name), {
        start,
        end,
        count: padded - start,
        chosen: positions.map((position) => fed?.[position] ?? position),
      }),
    );
  return { feeds, start, rows: end - start };
}

/** Rows of a run: a stretch of the batch, or where some were left out or repeated, `chosen` one by one. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly chosen: readonly number[];
}

function feedOf(input: InputPlan, rows: Rows | undefined, stretch: Stretch): TensorValue {
  if (input.kind === 'repeated') return repeatRow(input.row, stretch.count);
  if (input.kind !== 'columns' || !rows)
    return input.kind === 'columns' ? { dtype: input.dtype, dims: [0], data: allocate(input.dtype, 0) } : input.value;
  const { dtype } = input;
  if (rows.kind === 'uniform')
    return {
      dtype,
      dims: [stretch.count, ...rows.rowShape],
      data: gather(rows.data, product(rows.rowShape), stretch, dtype),
    };
  const chosen =
    stretch.chosen.length > 0
      ? stretch.chosen
      : Array.from({ length: stretch.count }, (_, index) => stretch.start + index);
  const parts = chosen.flatMap((row) => rows.rows[row] ?? []);
  const shape = parts[0]?.shape ?? [];
  const size = product(shape);
  const data = allocate(dtype, parts.length * size);
  for (const [index, part] of parts.entries()) copyInto(data, part.data, index * size);
  return { dtype, dims: [parts.length, ...shape], data };
}

function gather(
  data: TensorData,
  stride: number,
  { start, end, chosen }: Stretch,
  dtype: TensorValue['dtype'],
): TensorData {
  if (chosen.length === 0)
    return start === 0 && end * stride === data.length ? data : slice(data, start * stride, end * stride);
  const gathered = allocate(dtype, chosen.length * stride);
  for (const [index, row] of chosen.entries())
    copyInto(gathered, slice(data, row * stride, (row + 1) * stride), index * stride);
  return gathered;
}
