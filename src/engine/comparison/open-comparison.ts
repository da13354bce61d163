import type { CompareRequest } from '../../contract/compare';
import { WorkbenchError } from '../../contract/issue';
import type { Side, SideName } from '../../contract/side';
import type { ToleranceOptions } from '../../contract/tolerance';
import type { PredictionWriter } from '../../data/write/format';
import { SAMPLE_ROWS } from '../prediction/batching';
import type { Joint } from '../prediction/open-prediction';
import { takeSample } from '../prediction/sample';
import type { FinishedComparison, JudgedAgain, OpenedComparison } from '../workers/comparison-protocol';
import { batchingOf } from './compared-rows';
import { describeOpened } from './describe-opened';
import { foldRows, type Keeping } from './fold-rows';
import type { RunSides } from './logged-run';
import { structureOfBoth } from './model-sides';
import { narrowedSource } from './narrowed-source';
import { openSources, type Sources } from './open-sources';
import type { Pairing } from './pairing';
import { createTee, type Tee } from './tee';

/** Small data is run faster on one thread. */
const SMALL_ROWS = 32;

/** One comparison under way in the data thread. */
export interface OpenComparison {
  readonly opened: OpenedComparison;
  /** How the prediction of a model side takes part. */
  joint(side: SideName): Joint;
  compareExternals(): Promise<void>;
  stop(): void;
  finish(): Promise<FinishedComparison>;
  again(tolerance: ToleranceOptions): JudgedAgain;
  /** Closes everything and removes what was kept. */
  forget(): Promise<void>;
}

/** What is to be compared, and where it may keep what. */
export interface Asked {
  readonly request: CompareRequest;
  readonly runs: RunSides;
  readonly keeping: Keeping;
  /** Ends the opening. */
  readonly signal: AbortSignal;
}

/** Reads both sides as far as that goes without running them. Throws WorkbenchError. */
export async function openComparison(asked: Asked): Promise<OpenComparison> {
  const sources = await openSources(asked.request, asked.runs);
  try {
    return await begin(asked, sources);
  } catch (error) {
    await sources.close();
    throw error;
  }
}

async function begin({ request, keeping, signal }: Asked, sources: Sources): Promise<OpenComparison> {
  const { models, externals, opened } = sources;
  const { source, data, title } = opened;
  const reserved = new Set([...externals.values()].flatMap(({ ownColumns }) => ownColumns));
  const batching = batchingOf(request, models, source.head);
  const { sample, batches } = await takeSample(source.batches(batching.rows), SAMPLE_ROWS);
  if (sample.length === 0) throw noRows(title);
  const structure = await structureOfBoth(models, signal);
  const folded = await foldRows({ request, sources, sample, reserved, keeping });
  const { pairing } = folded;
  const tee = createTee(batches, (batch) => pairing.raw(batch));
  const branches = new Map([...models.keys()].map((side) => [side, tee.branch()]));
  const threads = source.head.rows !== undefined && source.head.rows <= SMALL_ROWS ? 1 : 0;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= tee.close().finally(() => sources.close()));
  return {
    opened: describeOpened(request, sources, batching, structure),
    joint: (side) => {
      const branch = branches.get(side);
      if (!branch) throw stillWritten(request[side]);
      branches.delete(side);
      return {
        data: { source: narrowedSource(source, branch, reserved), data, title, batching },
        output: answersTo(pairing, side),
        threads,
        ...(folded.planned ? { planned: folded.planned } : {}),
      };
    },
    compareExternals: () => compareAll(tee, pairing),
    stop: () => tee.stop(),
    finish: async () => {
      await close();
      return folded.finish();
    },
    again: (tolerance) => folded.again(tolerance),
    forget: () => close().finally(() => folded.drop()),
  };
}

/** Takes what the model of one side answers. */
function answersTo(pairing: Pairing, side: SideName): PredictionWriter {
  return {
    add: (batch, predicted, truths) =>
      pairing.answered(side, batch.start, { predicted, ...(truths ? { truths } : {}) }),
    finish: () => Promise.resolve(),
    abort: () => Promise.resolve(),
  };
}

async function compareAll(tee: Tee, pairing: Pairing): Promise<void> {
  const batches = tee.branch();
  for (let next = await batches.next(); next.done !== true; next = await batches.next()) {
    await pairing.compareRaw(next.value.start);
  }
}

function noRows(file: string): WorkbenchError {
  return new WorkbenchError('data', {
    code: 'no-rows',
    message: `${file} has no rows: there is nothing to compare.`,
    file,
  });
}

function stillWritten(side: Side): WorkbenchError {
  const file = side.kind === 'model' ? side.path : '';
  const message = `${file} changed while it was loaded. Wait until it is complete, then compare again.`;
  return new WorkbenchError('model', { code: 'model-keeps-changing', message, file });
}
