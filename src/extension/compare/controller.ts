import type { Comparison } from '../../contract/comparison';
import type { SideName } from '../../contract/side';
import type { ToleranceOptions } from '../../contract/tolerance';
import type {
  ComparePageState,
  ComparisonOptions,
  ComparisonSubject,
  CompareView,
  StructureView,
} from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { LayersProgress } from '../../contract/layer-comparison';
import type { PredictProgress } from '../../contract/predict';
import type { OnChange, OnChangeStep } from '../../contract/run-page';
import type { Client } from '../../contract/rpc';
import type { Disposable } from '../disposables';
import { failureOf } from '../failure';
import { compareRequest } from './request';
import { afterProgress, justStarted, shownComparison, viewJudged, viewOfComparison, viewOfFailure } from './views';

export interface CompareControllerOptions {
  readonly subject: ComparisonSubject;
  readonly engine: Pick<Client<EngineProtocol>, 'compare' | 'compareAgain' | 'compareLayers' | 'structure'>;
  /** Told of errors that are not the user's to mend. */
  readonly onBug: (error: unknown) => void;
}

/** One compare page's state, without the page: compares, cancels, judges anew, and tells its listener of each change. */
export interface CompareController extends Disposable {
  readonly subject: ComparisonSubject;
  state(): ComparePageState;
  /** Replaces the listener. */
  onChange(listener: (state: ComparePageState) => void): void;
  /** Ends a comparison that is under way, then compares, with what is chosen here and was before. Never rejects. */
  compare(choice?: ComparisonOptions): Promise<CompareView>;
  cancel(): void;
  /** Holds the numbers to another tolerance, which later comparisons keep. Throws where they are gone. */
  judge(tolerance: ToleranceOptions): Promise<void>;
  /** The copies of versions are others now. Nothing is compared yet. */
  setSides(sides: Pick<ComparisonSubject, SideName>): void;
  /** Compares again because files have changed: the verdict before stays until there is a better one. Never rejects. */
  refresh(changed: readonly string[]): Promise<void>;
  /** Says whether files are followed, or what became of a change. */
  follow(change: Partial<OnChange>): void;
  /** Compares what each operator of two models computes, under the tolerance of the page. Throws where that cannot be. */
  compareLayers(): Promise<void>;
  /** The baseline becomes the candidate, and the other way round. Nothing is compared yet. */
  swapSides(): void;
  /** What stands on the page, with all its rows. Undefined where nothing was compared. */
  comparison(): Comparison | undefined;
}

export function createCompareController(options: CompareControllerOptions): CompareController {
  const { engine } = options;
  let { subject } = options;
  let view: CompareView = { kind: 'asleep' };
  let structure: StructureView | undefined;
  let judging = false;
  let onChange: OnChange = { on: false, step: { kind: 'idle' } };
  let whole: Comparison | undefined;
  let listener: (state: ComparePageState) => void = () => undefined;
  let underWay: AbortController | undefined;
  let reading: AbortController | undefined;
  let layers: LayersUnderWay | undefined;

  const state = (): ComparePageState => ({
    subject,
    view,
    ...(structure && { structure }),
    judging,
    ...(layers && { layers: layers.progress }),
    onChange,
    bookmark: { version: 1, subject },
  });
  const show = (next: CompareView): CompareView => {
    view = next;
    listener(state());
    return next;
  };
  const readStructure = async (): Promise<void> => {
    const [before, after] = [subject.baseline.side, subject.candidate.side];
    reading?.abort();
    const { signal } = (reading = new AbortController());
    structure = undefined;
    if (before.kind !== 'model' || after.kind !== 'model') return;
    structure = { kind: 'reading' };
    const request = { baseline: before.path, candidate: after.path, folder: subject.folder };
    const read = await engine.structure(request, { signal }).then(
      (found): StructureView => ({ kind: 'read', structure: found }),
      (error: unknown): StructureView => ({ kind: 'unreadable', message: failureOf(error).message }),
    );
    if (signal.aborted) return;
    structure = read;
    listener(state());
  };

  const begin = (): AbortController => {
    underWay?.abort();
    layers?.cancel.abort();
    layers = undefined;
    judging = false;
    return (underWay = new AbortController());
  };
  /** Never rejects. */
  const run = async (mine: AbortController, onProgress: (progress: PredictProgress) => void): Promise<Ended> => {
    try {
      const outcome = await engine.compare(compareRequest(subject), {
        signal: mine.signal,
        onProgress: (report) => {
          if (underWay === mine) onProgress(report as PredictProgress);
        },
      });
      return { view: viewOfComparison(outcome), whole: outcome.status === 'ok' ? outcome.comparison : undefined };
    } catch (error) {
      const failure = viewOfFailure(error);
      if (failure.cause === 'bug') options.onBug(error);
      return { view: failure, whole: undefined };
    }
  };

  const controller: CompareController = {
    get subject() {
      return subject;
    },
    state,
    onChange: (next) => {
      listener = next;
    },
    compare: async (choice = {}) => {
      const mine = begin();
      subject = { ...subject, options: { ...subject.options, ...choice } };
      whole = undefined;
      onChange = { ...onChange, step: { kind: 'idle' } };
      void readStructure();
      show(justStarted);
      const result = await run(mine, (progress) => show(afterProgress(view, progress)));
      if (underWay !== mine) return result.view;
      underWay = undefined;
      whole = result.whole;
      return show(result.view);
    },
    refresh: async (changed) => {
      if (view.kind !== 'compared') {
        await controller.compare();
        return;
      }
      const mine = begin();
      controller.follow({ step: { kind: 'running' } });
      const result = await run(mine, (progress) => {
        if (progress.kind === 'rows' && progress.fraction !== undefined)
          controller.follow({ step: { kind: 'running', fraction: progress.fraction } });
      });
      if (underWay !== mine) return;
      underWay = undefined;
      if (result.view.kind === 'compared') {
        view = result.view;
        whole = result.whole;
        void readStructure();
      }
      controller.follow({ step: stepAfter(result.view, changed) });
    },
    follow: (change) => {
      onChange = { ...onChange, ...change };
      listener(state());
    },
    cancel: () => {
      layers?.cancel.abort();
      underWay?.abort();
      if (view.kind === 'running') show({ ...view, cancelling: true });
      else if (onChange.step.kind === 'running') {
        underWay = undefined;
        controller.follow({ step: { kind: 'idle' } });
      }
    },
    judge: async (tolerance) => {
      if (view.kind !== 'compared' || view.result === undefined || !whole) return;
      const [shown, comparison] = [view, whole];
      const { gates = [], maxFlips } = subject.options;
      subject = { ...subject, options: { ...subject.options, tolerance } };
      judging = true;
      listener(state());
      try {
        const judged = await engine.compareAgain({
          result: view.result,
          comparison,
          tolerance,
          gates,
          ...(maxFlips !== undefined && { maxFlips }),
        });
        if (whole !== comparison || subject.options.tolerance !== tolerance) return;
        whole = judged.comparison;
        judging = false;
        show(viewJudged(shown, judged));
      } finally {
        if (judging && subject.options.tolerance === tolerance) {
          judging = false;
          listener(state());
        }
      }
    },
    compareLayers: async () => {
      if (view.kind !== 'compared' || view.result === undefined || layers) return;
      const mine: LayersUnderWay = { cancel: new AbortController(), progress: { done: 0 } };
      const isCurrent = (): boolean => layers?.cancel === mine.cancel;
      const tell = (next: LayersUnderWay | undefined): void => {
        layers = next;
        listener(state());
      };
      tell(mine);
      try {
        const found = await engine.compareLayers(
          { result: view.result, tolerance: subject.options.tolerance ?? {} },
          {
            signal: mine.cancel.signal,
            onProgress: (report) => {
              if (!isCurrent()) return;
              const { done, total } = report as LayersProgress;
              tell({ ...mine, progress: { done, total } });
            },
          },
        );
        if (!isCurrent() || !whole) return;
        whole = { ...whole, layers: found };
        view = { ...view, comparison: shownComparison(whole) };
      } catch (error) {
        if (!mine.cancel.signal.aborted) throw error;
      } finally {
        if (isCurrent()) tell(undefined);
      }
    },
    setSides: ({ baseline, candidate }) => {
      subject = { ...subject, baseline, candidate };
    },
    swapSides: () => {
      const { baseline, candidate, options: chosen } = subject;
      subject = { ...subject, baseline: candidate, candidate: baseline, options: swapped(chosen) };
    },
    comparison: () => whole,
    dispose: () => {
      listener = () => undefined;
      reading?.abort();
      layers?.cancel.abort();
      underWay?.abort();
      underWay = undefined;
    },
  };
  return controller;
}

interface LayersUnderWay {
  readonly cancel: AbortController;
  readonly progress: NonNullable<ComparePageState['layers']>;
}

interface Ended {
  readonly view: CompareView;
  readonly whole: Comparison | undefined;
}

/** What became of a change of files. */
function stepAfter(view: CompareView, changed: readonly string[]): OnChangeStep {
  switch (view.kind) {
    case 'compared':
      return { kind: 'refreshed', changed };
    case 'stopped':
      return { kind: 'failed', message: view.comparison.summary, issues: view.comparison.issues };
    case 'broken':
      return view.cause === 'cancelled'
        ? { kind: 'idle' }
        : { kind: 'failed', message: view.message, issues: view.issues };
    case 'running':
    case 'asleep':
      return { kind: 'idle' };
  }
}

/** What was said of one side, or from one side to the other, said of the other. */
function swapped({ pairs, columns, ...others }: ComparisonOptions): ComparisonOptions {
  return {
    ...others,
    ...(pairs && { pairs: Object.fromEntries(Object.entries(pairs).map(([old, now]) => [now, old])) }),
    ...(columns && {
      columns: {
        ...(columns.candidate && { baseline: columns.candidate }),
        ...(columns.baseline && { candidate: columns.baseline }),
      },
    }),
  };
}
