import { WorkbenchError, type Issue } from '../../contract/issue';
import { joinContents } from '../../compare/join-contents';
import { findSidecar } from '../../sidecar/find-sidecar';
import { valueKey } from '../../tensors/class-match';
import type { ExternalContext } from './external-side';
import { openRun, rowsInTurn, type LoggedRun, type RunPlace } from './logged-run';

/** How rows of the data find those of a run. */
export type RunJoin =
  | { readonly kind: 'row' }
  /** `keys`: the key in `column` -> the run's row. */
  | { readonly kind: 'key'; readonly column: string; readonly keys: Keys }
  /** The run's row for each row of the data, -1 where there is none. */
  | { readonly kind: 'contents'; readonly partners: Int32Array };

export type Keys = ReadonlyMap<string, number>;

export interface JoinedRun {
  readonly join: RunJoin;
  readonly issues: readonly Issue[];
}

/**
 * By `--on`; else by the id of the settings, where both have that column and the run has no id twice; else, where the data
 * is another run, by the content of its inputs where rows have moved; else row by row. Throws WorkbenchError where `--on`
 * names no column of the run, or one with a key twice.
 */
export async function joinRun(logged: LoggedRun, place: RunPlace, context: ExternalContext): Promise<JoinedRun> {
  const { request, source, head } = context;
  if (request.on !== undefined) {
    const keys = await readKeys(logged, request.on);
    return { join: { kind: 'key', column: request.on, keys }, issues: [] };
  }
  if (source && isSameRun(source, place)) return ROW_BY_ROW;
  const id = context.id ?? (source && (await findSidecar(source.run.model.path))?.sidecar.id);
  if (id !== undefined && head.columns.includes(id)) {
    const keys = await readUniqueKeys(logged, id);
    if (keys) return { join: { kind: 'key', column: id, keys }, issues: [] };
  }
  return source ? joinByContent(logged, source) : ROW_BY_ROW;
}

const ROW_BY_ROW: JoinedRun = { join: { kind: 'row' }, issues: [] };

function isSameRun(one: RunPlace, other: RunPlace): boolean {
  return one.log === other.log && one.run.id === other.run.id;
}

async function joinByContent(logged: LoggedRun, source: RunPlace): Promise<JoinedRun> {
  const [rows, others] = [await hashesOf(source), await readHashes(logged)];
  if (!rows || !others) return ROW_BY_ROW;
  const found = joinContents(rows, others);
  if (found.kind === 'contents') return { join: found, issues: [byContent(source.run.id, logged.run.id)] };
  if (found.changed === 0) return ROW_BY_ROW;
  return { ...ROW_BY_ROW, issues: [otherInputs(found.changed, source.run.id, logged.run.id)] };
}

async function hashesOf(place: RunPlace): Promise<readonly string[] | undefined> {
  const logged = await openRun(place);
  try {
    return await readHashes(logged);
  } finally {
    await logged.close();
  }
}

/** Of the inputs of each row; undefined where they are not logged. */
async function readHashes(logged: LoggedRun): Promise<readonly string[] | undefined> {
  const hashes: string[] = [];
  for await (const { rows, inputHash } of rowsInTurn(logged)) {
    if (!inputHash) return undefined;
    for (let index = 0; index < rows; index++) hashes.push(inputHash(index));
  }
  return hashes;
}

function byContent(one: string, other: string): Issue {
  const message = `The runs ${one} and ${other} do not have the same rows in the same order: they are joined by the content of their inputs, rows of the same content in their order.`;
  return { severity: 'info', code: 'joined-by-content', message };
}

function otherInputs(changed: number, one: string, other: string): Issue {
  const message = `${changed} ${changed === 1 ? 'row' : 'rows'} of the runs ${one} and ${other} have other inputs: they are compared row by row. Name a column that both have with --on COLUMN where rows have moved.`;
  return { severity: 'warning', code: 'inputs-differ', message };
}

/** Throws WorkbenchError where the run has no such column, or a key twice. */
async function readKeys(logged: LoggedRun, on: string): Promise<Keys> {
  const keys = new Map<string, number>();
  for await (const [key, row] of keysInTurn(logged, on)) {
    if ((keys.get(key) ?? row) !== row) throw twice(key, on, logged.run.id);
    keys.set(key, row);
  }
  return keys;
}

/** Undefined where the run has no such column, or a key twice. */
async function readUniqueKeys(logged: LoggedRun, id: string): Promise<Keys | undefined> {
  try {
    return await readKeys(logged, id);
  } catch (error) {
    if (error instanceof WorkbenchError && NOT_UNIQUE.has(error.issues[0]?.code ?? '')) return undefined;
    throw error;
  }
}

const NOT_UNIQUE: ReadonlySet<string> = new Set(['no-join-column', 'key-twice']);

async function* keysInTurn(logged: LoggedRun, on: string): AsyncGenerator<readonly [key: string, row: number]> {
  for await (const { start, rows, inputNames, inputText } of rowsInTurn(logged)) {
    const place = inputNames.indexOf(on);
    if (place < 0) throw noKey(on, logged.run.id, inputNames);
    for (let index = 0; index < rows; index++) yield [keyOf(inputText(index)[place]), start + index];
  }
}

/** The same text for keys that are the same number or the same text. */
export function keyOf(value: string | number | boolean | undefined): string {
  return value === undefined ? '' : valueKey(value);
}

function noKey(on: string, run: string, columns: readonly string[]): WorkbenchError {
  const message = `The logged inputs of run ${run} have no column '${on}' to join by (--on). They have ${columns.map((column) => `'${column}'`).join(', ')}.`;
  return new WorkbenchError('usage', { code: 'no-join-column', message });
}

function twice(key: string, on: string, run: string): WorkbenchError {
  const message = `Run ${run} has the key '${key}' of column '${on}' twice: rows cannot be joined by it.`;
  return new WorkbenchError('data', { code: 'key-twice', message, column: on });
}
