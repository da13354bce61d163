import { WorkbenchError, type ErrorKind, type Issue } from '../../contract/issue';
import { Transferred } from '../../contract/rpc';
import type { Batch } from '../../data/table';
import { bindBatch, type BoundBatch } from '../../tensors/bind';
import type { BindingPlan } from '../../tensors/binding-plan';
import { buffersOf } from '../transport';
import type { NextBatch } from '../workers/data-protocol';
import type { Planned } from './plan-prediction';
import { createSkipped } from './skipped';
import { createTallies } from './tallies';

/** A batch that was given out and waits for its answers. */
export interface Bound {
  readonly batch: Batch;
  readonly bound: BoundBatch;
}

/** A batch goes with its feeds: they are gone here. */
export type Handed = NextBatch | Transferred<NextBatch>;

/** Reads and binds batch after batch. */
export interface Reading {
  next(): Promise<Handed>;
  /** The batch that was given out first of those not yet taken; takes it unless told otherwise. */
  oldest(take?: boolean): Bound;
  /** Closes the data. Milliseconds, and what was noted on the way. */
  close(): Promise<{ readonly parse: number; readonly bind: number; readonly issues: readonly Issue[] }>;
}

export function createReading(planned: Planned, plan: BindingPlan, onError: 'stop' | 'skip'): Reading {
  const waiting: Bound[] = [];
  const tallies = createTallies(plan.dataName);
  const skipped = createSkipped(plan.dataName);
  let { parse } = planned;
  let bind = 0;

  const read = async (): Promise<Batch | undefined> => {
    const started = performance.now();
    const next = await planned.batches.next();
    parse += performance.now() - started;
    return next.done === true ? undefined : next.value;
  };
  const take = (batch: Batch): Handed => {
    const started = performance.now();
    const bound = bindBatch(plan, batch);
    bind += performance.now() - started;
    tallies.add(bound.tallies);
    if (onError === 'stop' && bound.failed.size > 0) return failure(batch, bound);
    skipped.add(bound.failed);
    waiting.push({ batch, bound });
    const fraction = planned.source.fraction?.();
    const { start, rows } = batch;
    return new Transferred<NextBatch>(
      { kind: 'batch', start, rows, runs: bound.runs, ...(fraction === undefined ? {} : { fraction }) },
      ownBuffers(plan, bound),
    );
  };

  return {
    next: async () => {
      try {
        const batch = await read();
        if (!batch) return { kind: 'end' };
        const { whole } = planned.batching;
        if (whole !== undefined && batch.start > 0) throw tooManyRows(planned, batch.start, whole);
        return take(batch);
      } catch (error) {
        if (!(error instanceof WorkbenchError)) throw error;
        return { kind: 'failed', errorKind: error.kind, issues: error.issues };
      }
    },
    oldest: (taking = true) => {
      const bound = taking ? waiting.shift() : waiting[0];
      if (!bound) throw new Error('No batch waits for its answers.');
      return bound;
    },
    close: async () => {
      await planned.batches.return?.();
      await planned.source.close();
      return { parse, bind, issues: [...skipped.issues(), ...tallies.issues()] };
    },
  };
}

/** Of the feeds that were made for this batch; those that are the same in every batch stay. */
function ownBuffers({ inputs }: BindingPlan, { runs }: BoundBatch): readonly ArrayBuffer[] {
  const made = inputs.filter(({ kind }) => kind === 'columns');
  return buffersOf(runs.flatMap(({ feeds }) => made.map(({ name }) => feeds.get(name)?.data)));
}

/** A row that could not be read means a broken table; a cell that did not fit, a run that failed after binding. */
function failure(batch: Batch, bound: BoundBatch): NextBatch {
  const unread = batch.issues.some(({ severity }) => severity === 'error');
  const errorKind: ErrorKind = unread ? 'data' : 'run';
  return { kind: 'failed', errorKind, issues: bound.issues };
}

function tooManyRows({ data }: Planned, rows: number, why: string): WorkbenchError {
  const message =
    `${data.name} has more than ${rows} rows, too many for one batch, and they would have to go in one, because ${why}. ` +
    'Say with --batch N how many rows go together.';
  return new WorkbenchError('binding', { code: 'too-many-rows-for-one-batch', message, file: data.name });
}
