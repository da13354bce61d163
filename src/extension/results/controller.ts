import type { EngineProtocol } from '../../contract/engine';
import type { PredictProgress } from '../../contract/predict';
import type { ResultsPageState, ResultsView, RunChoice, Subject } from '../../contract/results-page';
import type { RowsPage, RowsRequest } from '../../contract/rows';
import type { CallOptions, Client } from '../../contract/rpc';
import type { Disposable } from '../disposables';
import { inEditorWords } from '../wording';
import { predictRequest } from './request';
import { afterProgress, justStarted, viewOfError, viewOfLostRun, viewOfOutcome, viewOfRun } from './views';

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
  cancel(): void;
  /** Shows a run of a log. Never rejects. */
  restore(run: string, log: string): Promise<void>;
  /** Says that what the page showed was never logged. */
  forget(): void;
  rows(request: RowsRequest, options?: Pick<CallOptions, 'signal'>): Promise<RowsPage>;
}

export function createResultsController(options: ResultsControllerOptions): ResultsController {
  const { subject, engine } = options;
  let view: ResultsView = justStarted;
  let listener: (state: ResultsPageState) => void = () => undefined;
  let underWay: AbortController | undefined;
  let kept: Pick<RunChoice, 'map' | 'onError'> = {};
  let logged: LoggedRun | undefined;

  const state = (): ResultsPageState => ({ subject, view, bookmark: { version: 1, subject, ...logged } });
  const show = (next: ResultsView): ResultsView => {
    view = next;
    listener(state());
    return next;
  };
  const settle = (error: unknown): ResultsView => {
    const next = viewOfError(error);
    if (next.kind === 'broken' && next.cause === 'bug') options.onBug(error);
    return next;
  };
  const cancel = (): void => {
    underWay?.abort();
    if (view.kind === 'running') show({ ...view, cancelling: true });
  };

  return {
    subject,
    state,
    onChange: (next) => {
      listener = next;
    },
    predict: async (choice = {}) => {
      underWay?.abort();
      const mine = new AbortController();
      underWay = mine;
      const { saveSidecar = false, ...lasting } = { ...kept, ...choice };
      kept = lasting;
      logged = undefined;
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
        .then(viewOfOutcome, settle);
      if (!isCurrent()) return result;
      underWay = undefined;
      return show(result);
    },
    cancel,
    restore: async (run, log) => {
      const shown = await engine.logShow({ log, near: subject.model, run }).then(
        (answer) => viewOfRun(answer.run, answer.path),
        (error: unknown) => viewOfLostRun(settle(error)),
      );
      logged = { run, log };
      show(shown);
    },
    forget: () => {
      show({ kind: 'broken', cause: 'unlogged', message: '', issues: [] });
    },
    rows: async (request, options) => rowsInEditorWords(await engine.rows(request, options)),
    dispose: () => {
      listener = () => undefined;
      underWay?.abort();
      underWay = undefined;
    },
  };
}

function rowsInEditorWords(page: RowsPage): RowsPage {
  const rows = page.rows.map((row) => (row.error === undefined ? row : { ...row, error: inEditorWords(row.error) }));
  return { ...page, rows };
}

interface LoggedRun {
  readonly run: string;
  readonly log: string;
}

function loggedRun(run: string | null, log: string | undefined): LoggedRun | undefined {
  return run === null || log === undefined ? undefined : { run, log };
}
