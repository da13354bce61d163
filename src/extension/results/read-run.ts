import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { ResultsView, RunChoice } from '../../contract/results-page';
import type { Client } from '../../contract/rpc';
import { withFirstRows } from './read-rows';
import { viewOfRun, wholeOf } from './views';

/** A run, and the log that has it. */
export interface LoggedRun {
  readonly run: string;
  readonly log: string;
}

/** What a page shows of a run. */
export interface ReadRun {
  readonly view: ResultsView;
  /** How the next run of the page is asked for: as this one was. */
  readonly choice: RunChoice;
}

/** Reads a run of a log. Throws where the log does not have it. */
export async function readRun(
  engine: Pick<Client<EngineProtocol>, 'logShow' | 'whole' | 'rows'>,
  { run, log }: LoggedRun,
  near: string,
): Promise<ReadRun> {
  const found = await engine.logShow({ log, near, run });
  return {
    view: await withFirstRows(engine, await withWhole(engine, viewOfRun(found.run, found.path))),
    choice: found.run.settings ? { settings: found.run.settings } : {},
  };
}

/** With the outputs of the whole run. What keeps them from being read is told by the rows, which lie beside them. */
async function withWhole(engine: Pick<Client<EngineProtocol>, 'whole'>, view: ResultsView): Promise<ResultsView> {
  if (view.kind !== 'finished' || !view.origin) return view;
  try {
    return { ...view, ...wholeOf(await engine.whole(view.origin)) };
  } catch (error) {
    if (error instanceof WorkbenchError) return view;
    throw error;
  }
}
