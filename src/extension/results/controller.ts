import type { EngineProtocol } from '../../contract/engine';
import type { Issue } from '../../contract/issue';
import type { Mapping, MappingChoice } from '../../contract/mapping';
import type { DataOptions } from '../../contract/binding-options';
import type { PredictProgress, PredictRequest } from '../../contract/predict';
import type { ResultsPageState, ResultsView, RunChoice, Subject } from '../../contract/results-page';
import type { OnChange, OnChangeStep } from '../../contract/run-page';
import type { SelectedRows } from '../../contract/selected-rows';
import type { RowsPage, RowsRequest } from '../../contract/rows';
import type { CallOptions, Client } from '../../contract/rpc';
import type { Disposable } from '../disposables';
import { createMappingDraft } from './mapping-draft';
import { readRows, withFirstRows } from './read-rows';
import { readRun, type LoggedRun } from './read-run';
import { refreshed } from './refresh';
import { predictRequest } from './request';
import { afterChoice } from './run-choice';
import { afterProgress, justStarted, viewOfError, viewOfLostRun, viewOfOutcome } from './views';

/** A run of another process is looked at this often. */
const FOLLOW_MS = 1_000;

export interface ResultsControllerOptions {
  readonly subject: Subject;
  readonly engine: Client<EngineProtocol>;
  /** Told of errors that are not the user's to mend. */
  readonly onBug: (error: unknown) => void;
}

/** One results page's state, without the page: runs, cancels, brings back, and tells its listener of each change. */
export interface ResultsController extends Disposable {
  readonly subject: Subject;
  state(): ResultsPageState;
  /** Replaces the listener. */
  onChange(listener: (state: ResultsPageState) => void): void;
  /** Ends a run that is under way, then runs. Resolves with the last view; never rejects. */
  predict(choice?: RunChoice): Promise<ResultsView>;
  /** What the run that is shown was asked for, and the next one will be. */
  request(): PredictRequest;
  /** Runs again because files have changed: the result before stays until there is a better one. Never rejects. */
  refresh(changed: readonly string[]): Promise<void>;
  /** Says whether files are followed, or what became of a change. */
  follow(change: Partial<OnChange>): void;
  /** Runs of a selection: the rows that the next run takes. */
  select(rows: SelectedRows): void;
  cancel(): void;
  /** Shows a run of a log, and how it goes on where another process runs it still. Never rejects. */
  restore(run: string, log: string): Promise<void>;
  /** Says that what the page showed was never logged. */
  forget(): void;
  /** What the mapping step shows: under the choice that was checked or run last; with `reading`, afresh with the file read so. */
  mapping(reading?: DataOptions): Promise<Mapping>;
  /** Says what the plan thinks of a choice, and keeps it until the next run: a hidden page forgets its own. */
  checkMapping(choice: MappingChoice): Promise<readonly Issue[]>;
  /** Shows the mapping step in place of the result, or the result again. Not while a run is under way. */
  changeColumns(open: boolean): void;
  rows(request: RowsRequest, options?: Pick<CallOptions, 'signal'>): Promise<RowsPage>;
}

export function createResultsController(options: ResultsControllerOptions): ResultsController {
  const { engine } = options;
  let { subject } = options;
  let onChange: OnChange = { on: false, step: { kind: 'idle' } };
  let view: ResultsView = justStarted;
  let listener: (state: ResultsPageState) => void = () => undefined;
  let underWay: AbortController | undefined;
  let kept: Omit<RunChoice, 'saveSidecar'> = {};
  let changingColumns = false;
  let logged: LoggedRun | undefined;
  const draft = createMappingDraft(engine);

  const state = (): ResultsPageState => ({
    subject,
    view,
    changingColumns,
    onChange,
    bookmark: { version: 1, subject, ...logged },
  });
  const show = (next: ResultsView): ResultsView => {
    view = next;
    listener(state());
    return next;
  };
  const begin = (): AbortController => {
    underWay?.abort();
    return (underWay = new AbortController());
  };
  const settle = (error: unknown): ResultsView => {
    const next = viewOfError(error);
    if (next.cause === 'bug') options.onBug(error);
    return next;
  };
  const step = (next: OnChangeStep): void => {
    onChange = { ...onChange, step: next };
    listener(state());
  };
  const cancel = (): void => {
    if (view.kind === 'running' && view.elsewhere) return;
    underWay?.abort();
    if (view.kind === 'running') show({ ...view, cancelling: true });
    else if (onChange.step.kind === 'running') {
      underWay = undefined;
      step({ kind: 'idle' });
    }
  };

  return {
    get subject() {
      return subject;
    },
    state,
    onChange: (next) => {
      listener = next;
    },
    predict: async (choice = {}) => {
      const mine = begin();
      const { saveSidecar = false, ...lasting } = afterChoice(kept, choice);
      kept = lasting;
      draft.forget();
      changingColumns = false;
      logged = undefined;
      onChange = { ...onChange, step: { kind: 'idle' } };
      show(justStarted);
      const isCurrent = (): boolean => underWay === mine;
      const result = await engine
        .predict(predictRequest(subject, { ...lasting, saveSidecar }), {
          signal: mine.signal,
          onProgress: (report) => {
            if (!isCurrent()) return;
            const progress = report as PredictProgress;
            if (progress.kind === 'head') logged = loggedRun(progress.head.run, progress.head.log);
            show(afterProgress(view, progress));
          },
        })
        .then((outcome) => withFirstRows(engine, viewOfOutcome(outcome)), settle);
      if (!isCurrent()) return result;
      underWay = undefined;
      return show(result);
    },
    request: () => predictRequest(subject, kept),
    refresh: async (changed) => {
      const mine = begin();
      step({ kind: 'running' });
      const isCurrent = (): boolean => underWay === mine;
      const answer = await refreshed({
        engine,
        request: predictRequest(subject, kept),
        before: view,
        signal: mine.signal,
        onFraction: (fraction) => {
          if (isCurrent()) step({ kind: 'running', fraction });
        },
        onBug: options.onBug,
      });
      if (!isCurrent()) return;
      underWay = undefined;
      if (answer.kind === 'refreshed') {
        view = answer.view;
        logged = loggedRun(answer.view.run, answer.view.log);
        changingColumns = false;
        const { change, runs } = answer;
        step({ kind: 'refreshed', changed, ...(change && { change }), ...(runs && { runs }) });
      } else step(answer);
    },
    follow: (change) => {
      onChange = { ...onChange, ...change };
      listener(state());
    },
    select: (selection) => {
      subject = { ...subject, selection };
    },
    cancel,
    restore: async (run, log) => {
      const mine = begin();
      logged = { run, log };
      const read = async (): Promise<void> => {
        if (underWay !== mine) return;
        const found = await readRun(engine, { run, log }, subject.model).catch((error: unknown) => ({
          view: viewOfLostRun(settle(error)),
          choice: kept,
        }));
        if (underWay !== mine) return;
        kept = found.choice;
        if (show(found.view).kind === 'running') setTimeout(() => void read(), FOLLOW_MS);
        else underWay = undefined;
      };
      await read();
    },
    forget: () => {
      show({ kind: 'broken', cause: 'unlogged', message: '', issues: [] });
    },
    mapping: (reading) => draft.mapping(subject, kept, reading),
    checkMapping: (choice) => draft.check(subject, choice),
    changeColumns: (open) => {
      if (view.kind === 'running' || changingColumns === open) return;
      changingColumns = open;
      draft.forget();
      listener(state());
    },
    rows: (request, options) => readRows(engine, request, options),
    dispose: () => {
      listener = () => undefined;
      underWay?.abort();
      underWay = undefined;
    },
  };
}

function loggedRun(run: string | null, log: string | undefined): LoggedRun | undefined {
  return run === null || log === undefined ? undefined : { run, log };
}
