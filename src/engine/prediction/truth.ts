import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Batch, Column, TableHead } from '../../data/table';
import { openTable } from '../../data/open';
import { WorkbenchError } from '../../contract/issue';
import type { TruthValue } from '../../tensors/class-match';
import { isIndexName } from '../../tensors/drop-indexes';
import { readTruth } from '../../tensors/truth';

/** True labels or targets, row by row. */
export interface Truth {
  /** The column's or the file's name, for messages and `metrics.truth`. */
  readonly name: string;
  /** Names of the targets, in the order of the outputs. */
  readonly targets: readonly string[];
  /** One value per target. */
  valuesAt(batch: Batch, index: number): readonly TruthValue[];
}

/** The key of a truth file that holds the row number of the data. */
const ROW_COLUMN = 'row';
const BATCH_ROWS = 10_000;

export interface TruthSearch {
  /** `--truth`: a file, because no column has this name. */
  readonly wanted: string;
  readonly head: TableHead;
  /** The sidecar's id. */
  readonly id?: string;
  /** The sidecar's truth: in a file of several columns, those of these names. */
  readonly named: readonly string[];
  /** The model says one class a row. */
  readonly single: boolean;
  readonly folder: string;
}

/**
 * Throws WorkbenchError where `wanted` is neither a column nor a file, the file cannot be read, or it has several
 * columns that could be the one that is wanted.
 */
export async function findTruth(search: TruthSearch): Promise<Truth> {
  const { wanted, head } = search;
  const path = resolve(search.folder, wanted);
  if (existsSync(path)) return truthFromFile(path, search);
  throw new WorkbenchError('usage', {
    code: 'truth-not-found',
    message: `The truth ${wanted} is neither a column of the data (${head.columns.join(', ')}) nor a file.`,
  });
}

export function truthFromColumns(head: TableHead, names: readonly string[]): Truth {
  const positions = names.map((name) => head.columns.indexOf(name));
  return {
    name: names.join(', '),
    targets: names,
    valuesAt: (batch, index) => positions.map((position) => valueAt(batch.columns[position], index, head.decimal)),
  };
}

async function truthFromFile(path: string, search: TruthSearch): Promise<Truth> {
  const source = await openTable({ kind: 'file', path, displayName: search.wanted }, {});
  try {
    const { columns } = source.head;
    const key = joinKey(columns, search);
    const targets = targetsOf(
      columns.filter((column) => column !== key.column),
      search,
    );
    const [keyPosition, ...positions] = [key.column ?? '', ...targets].map((column) => columns.indexOf(column));
    const values = new Map<string, readonly TruthValue[]>();
    for await (const batch of source.batches(BATCH_ROWS)) {
      for (let index = 0; index < batch.rows; index++) {
        const joined = key.kind === 'order' ? batch.start + index : valueAt(batch.columns[keyPosition ?? -1], index);
        if (joined === undefined) continue;
        values.set(
          key.kind === 'id' ? `${joined}` : `${Number(joined)}`,
          positions.map((position) => valueAt(batch.columns[position], index)),
        );
      }
    }
    const none = targets.map(() => undefined);
    const idPosition = key.kind === 'id' ? search.head.columns.indexOf(key.column) : -1;
    const rowKey = (batch: Batch, index: number): string =>
      key.kind === 'id' ? `${valueAt(batch.columns[idPosition], index)}` : `${batch.start + index}`;
    return { name: basename(path), targets, valuesAt: (batch, index) => values.get(rowKey(batch, index)) ?? none };
  } finally {
    await source.close();
  }
}

/** An index that pandas wrote and columns that the data has too stand beside the truth, not for it. */
function targetsOf(columns: readonly string[], { wanted, head, named, single }: TruthSearch): readonly string[] {
  const keeps: readonly ((column: string) => boolean)[] = [
    (column) => named.includes(column),
    (column) => !isIndexName(column),
    (column) => !head.columns.includes(column),
  ];
  const left = keeps.reduce((before, keep) => {
    const after = before.filter(keep);
    return after.length > 0 ? after : before;
  }, columns);
  if (!single || left.length < 2) return left;
  throw new WorkbenchError('usage', {
    code: 'truth-ambiguous',
    message:
      `The truth ${wanted} has several columns, and the model answers one class a row: ${left.map((name) => `'${name}'`).join(', ')}. ` +
      `Keep the one that is the truth, or name it as "truth" in the settings beside the model.`,
    file: wanted,
  });
}

type JoinKey =
  { readonly kind: 'row' | 'id'; readonly column: string } | { readonly kind: 'order'; readonly column: undefined };

function joinKey(columns: readonly string[], { id, head }: TruthSearch): JoinKey {
  if (columns.includes(ROW_COLUMN)) return { kind: 'row', column: ROW_COLUMN };
  if (id !== undefined && columns.includes(id) && head.columns.includes(id)) return { kind: 'id', column: id };
  return { kind: 'order', column: undefined };
}

function valueAt(column: Column | undefined, index: number, decimal?: '.' | ','): TruthValue {
  return column === undefined ? undefined : readTruth(column, index, decimal);
}
