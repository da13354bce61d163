import type {
  FilePlace,
  ResultsHostProtocol,
  ResultsPageState,
  ResultsView,
  SettingsWanted,
} from '../../src/contract/results-page';
import type { Client } from '../../src/contract/rpc';
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
  readonly copyAsPython: () => void;
  readonly copyAsCommand: () => void;
export interface ResultsActions {
  readonly runAgain: () => void;
  readonly useColumns: () => void;
  readonly useAndSave: () => void;
  readonly skipFailing: () => void;
  readonly cancel: () => void;
  readonly openFile: (place: FilePlace) => void;
  readonly openSettings: (wanted: SettingsWanted) => void;
  readonly copyLogPath: (log: string) => void;
  readonly showOutput: () => void;
}

/** Calls the extension. A call that fails has no page any more to say so on. */
export function createActions(host: Client<ResultsHostProtocol>): ResultsActions {
  const send = (call: Promise<unknown>): void => {
    call.catch(() => undefined);
  };
    copyAsPython: () => send(host.copyAsPython({})),
    copyAsCommand: () => send(host.copyAsCommand({})),
  return {
    runAgain: () => send(host.runAgain({})),
    useColumns: () => send(host.run({ map: 'auto' })),
    useAndSave: () => send(host.run({ map: 'auto', saveSidecar: true })),
    skipFailing: () => send(host.run({ onError: 'skip' })),
    cancel: () => send(host.cancel({})),
    openFile: (place) => send(host.openFile(place)),
    openSettings: (wanted) => send(host.openSettings(wanted)),
    copyLogPath: (log) => send(host.copyLogPath({ log })),
    showOutput: () => send(host.showOutput({})),
  };
}
