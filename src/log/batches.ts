import type { Prepare } from './connection';
import { joinRows, layoutOf, type RowsPart } from './rows/join';
import type { Slice } from './rows/stored';

/**
 * A batch of one row takes some kilobytes, because each batch carries its schema. Small ones are joined with others of
 * the same layout, also of other runs, when there are enough of them.
 */
const SMALL_ROWS = 64;
const JOIN_AT = 128;

/** Consecutive rows of a run, as they are appended. */
export interface AppendedRows {
  readonly run: string;
  readonly start: number;
  readonly rows: number;
  /** What `encodeRows` gave. */
  readonly bytes: Uint8Array;
}

/** Where rows of a run lie: `rows` of a batch, from its row `first`. */
export type StoredSegment = RowsPart & { readonly start: number };

/** Stores a batch; one of the run that began at the same row is replaced. */
export function appendBatch(prepare: Prepare, { run, start, rows, bytes }: AppendedRows, now: number): void {
  prepare('DELETE FROM segments WHERE run = ? AND first_row = ?').run(run, start);
  const batch = insertBatch(prepare, rows, rows <= SMALL_ROWS ? layoutOf(bytes) : null, bytes);
  prepare('INSERT INTO segments (run, first_row, row_count, batch) VALUES (?, ?, ?, ?)').run(run, start, rows, batch);
  prepare('UPDATE runs SET row_count = max(row_count, ?), heartbeat_ms = ? WHERE id = ?').run(start + rows, now, run);
}

/** The segments that hold any of the rows from `start` to before `end`, in order. */
export function selectSegments(prepare: Prepare, run: string, start: number, end: number): readonly StoredSegment[] {
  return prepare(
    `SELECT first_row, row_count, first_index, arrow FROM rows_view
     WHERE run = ? AND first_row < ? AND first_row + row_count > ? ORDER BY first_row`,
  )
    .all(run, end, start)
    .map((row) => ({ start: Number(row.first_row), ...toPart(row) }));
}

/** Consecutive rows of a run that are stored together. */
export interface RowSpan {
  readonly start: number;
  readonly rows: number;
}

/** Where the rows of a run lie, in order. */
export function selectSpans(prepare: Prepare, run: string): readonly RowSpan[] {
  return prepare('SELECT first_row, row_count FROM segments WHERE run = ? ORDER BY first_row')
    .all(run)
    .map((row) => ({ start: Number(row.first_row), rows: Number(row.row_count) }));
}

/** A stored batch, and which of its rows are which rows of a run. */
export interface SharedBatch {
  readonly bytes: Uint8Array;
  readonly slices: readonly Slice[];
}

/** The batch that holds the rows of a run from the beginning of one of its spans; undefined where there is none. */
export function selectShared(prepare: Prepare, run: string, start: number): SharedBatch | undefined {
  const found = prepare(
    'SELECT b.id, b.arrow FROM segments s JOIN batches b ON b.id = s.batch WHERE run = ? AND first_row = ?',
  ).get(run, start);
  if (!(found?.arrow instanceof Uint8Array)) return undefined;
  const slices = prepare('SELECT first_row, row_count, first_index FROM segments WHERE run = ? AND batch = ?')
    .all(run, Number(found.id))
    .map((row) => ({ start: Number(row.first_row), first: Number(row.first_index), rows: Number(row.row_count) }));
  return { bytes: found.arrow, slices };
}

/** Deletes the rows of a run; what shares a batch with rows of other runs is written anew without them. */
export function deleteRows(prepare: Prepare, run: string): void {
  const shared = prepare(
    `SELECT DISTINCT batch FROM segments s WHERE run = ?1
     AND EXISTS (SELECT 1 FROM segments o WHERE o.batch = s.batch AND o.run <> ?1)`,
  ).all(run);
  prepare('DELETE FROM segments WHERE run = ?').run(run);
  for (const { batch } of shared) rewrite(prepare, [Number(batch)]);
}

/** Joins small batches of one layout, if there are enough. Returns how many batches became one. */
export function joinSmallBatches(prepare: Prepare): number {
  const layout = prepare(
    `SELECT layout FROM batches WHERE layout IS NOT NULL GROUP BY layout HAVING count(*) >= ${JOIN_AT} LIMIT 1`,
  ).get()?.layout;
  if (typeof layout !== 'string') return 0;
  const batches = prepare('SELECT id FROM batches WHERE layout = ?').all(layout);
  rewrite(
    prepare,
    batches.map(({ id }) => Number(id)),
  );
  return batches.length;
}

/** Writes what segments still need of these batches as one. */
function rewrite(prepare: Prepare, batches: readonly number[]): void {
  const segments = batches.flatMap((batch) =>
    prepare(
      `SELECT run, first_row, s.row_count, first_index, arrow FROM segments s JOIN batches b ON b.id = s.batch
       WHERE batch = ? ORDER BY first_index`,
    ).all(batch),
  );
  const parts = segments.map(toPart);
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const joined = insertBatch(prepare, rows, null, joinRows(parts));
  let first = 0;
  for (const segment of segments) {
    prepare('UPDATE segments SET batch = ?, first_index = ? WHERE run = ? AND first_row = ?').run(
      joined,
      first,
      String(segment.run),
      Number(segment.first_row),
    );
    first += Number(segment.row_count);
  }
  for (const batch of batches) prepare('DELETE FROM batches WHERE id = ?').run(batch);
}

function insertBatch(prepare: Prepare, rows: number, layout: string | null, bytes: Uint8Array): number {
  const { lastInsertRowid } = prepare('INSERT INTO batches (row_count, layout, arrow) VALUES (?, ?, ?)').run(
    rows,
    layout,
    bytes,
  );
  return Number(lastInsertRowid);
}

function toPart(row: Readonly<Record<string, unknown>>): RowsPart {
  const bytes = row.arrow;
  if (!(bytes instanceof Uint8Array)) throw new RangeError('A batch holds no bytes.');
  return { bytes, first: Number(row.first_index), rows: Number(row.row_count) };
}
