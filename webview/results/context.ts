import type { ResultsHostProtocol, ResultsPageState, ResultsView } from '../../src/contract/results-page';
import type { FilePlace } from '../../src/contract/page';
import type { RunPair } from '../../src/contract/run-page';
import type { Client } from '../../src/contract/rpc';
import { send } from '../shared/send';
import type { Translate } from '../shared/translate';

/** What every part of the page is drawn from. */
export interface PageContext {
  readonly state: ResultsPageState;
  readonly actions: ResultsActions;
  readonly t: Translate;
  readonly language: string;
}

/** What a part that belongs to one kind of view is drawn from. */
export interface PartContext<K extends ResultsView['kind']> extends PageContext {
  readonly view: Extract<ResultsView, { kind: K }>;
}

/** What a person can do on the page. */
export interface ResultsActions {
  readonly runAgain: () => void;
  /** Shows the mapping step in place of the result. */
  readonly changeColumns: () => void;
  readonly compareRuns: (runs: RunPair) => void;
  readonly skipFailing: () => void;
  readonly cancel: () => void;
  readonly copyAsPython: () => void;
  readonly copyAsCommand: () => void;
  readonly openFile: (place: FilePlace) => void;
  readonly copyLogPath: (log: string) => void;
  readonly turnInputsOff: () => void;
  readonly showPredictions: () => void;
  readonly showOutput: () => void;
}

export function createActions(host: Client<ResultsHostProtocol>): ResultsActions {
  return {
    runAgain: () => send(host.runAgain({})),
    changeColumns: () => send(host.changeColumns({ open: true })),
    compareRuns: (runs) => send(host.compareRuns(runs)),
    skipFailing: () => send(host.run({ onError: 'skip' })),
    cancel: () => send(host.cancel({})),
    copyAsPython: () => send(host.copyAsPython({})),
    copyAsCommand: () => send(host.copyAsCommand({})),
    openFile: (place) => send(host.openFile(place)),
    copyLogPath: (log) => send(host.copyLogPath({ log })),
    turnInputsOff: () => send(host.turnInputsOff({})),
    showPredictions: () => send(host.showPredictions({})),
    showOutput: () => send(host.showOutput({})),
  };
}
