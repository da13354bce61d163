import type { Comparison } from '../../contract/comparison';
import type { PredictedColumns, SideName } from '../../contract/side';
import type { ToleranceOptions } from '../../contract/tolerance';
import type { ComparePageState, ComparisonOptions, ComparisonSubject, CompareView } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { PredictProgress } from '../../contract/predict';
import type { OnChange, OnChangeStep } from '../../contract/run-page';
import type { Client } from '../../contract/rpc';
import type { Disposable } from '../disposables';
import { compareOnce, type Ended } from './compare-once';
import { createLayersRun } from './layers-run';
import { createStructureReading } from './structure-reading';
import { afterProgress, justStarted, shownComparison, viewJudged } from './views';

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
  /** Says which columns hold the predictions of a side. Nothing is compared yet. */
  setPredicted(side: SideName, columns: PredictedColumns): void;
  /** The baseline becomes the candidate, and the other way round. Nothing is compared yet. */
  swapSides(): void;
  /** What stands on the page, with all its rows. Undefined where nothing was compared. */
  comparison(): Comparison | undefined;
}

export function createCompareController(options: CompareControllerOptions): CompareController {
  const { engine } = options;
  let { subject } = options;
  let view: CompareView = { kind: 'asleep' };
  let judging = false;
  let onChange: OnChange = { on: false, step: { kind: 'idle' } };
  let whole: Comparison | undefined;
  let listener: (state: ComparePageState) => void = () => undefined;
  let underWay: AbortController | undefined;
  const tell = (): void => listener(state());
  const structure = createStructureReading(engine, tell);
  const layers = createLayersRun(engine, tell);

  const state = (): ComparePageState => {
    const [read, done] = [structure.view(), layers.progress()];
    return {
      subject,
      view,
      ...(read && { structure: read }),
      judging,
      ...(done && { layers: done }),
      onChange,
      bookmark: { version: 1, subject },
    };
  };
  const show = (next: CompareView): CompareView => {
    view = next;
    tell();
    return next;
  };
  const begin = (): AbortController => {
    underWay?.abort();
    layers.cancel();
    judging = false;
    return (underWay = new AbortController());
  };
  const run = ({ signal }: AbortController, onProgress: (progress: PredictProgress) => void): Promise<Ended> =>
    compareOnce({ engine, subject, signal, onProgress, onBug: options.onBug });

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
      void structure.read(subject);
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
        void structure.read(subject);
      }
      controller.follow({ step: stepAfter(result.view, changed) });
    },
    follow: (change) => {
      onChange = { ...onChange, ...change };
      tell();
    },
    cancel: () => {
      layers.cancel();
      underWay?.abort();
      if (view.kind === 'running') show({ ...view, cancelling: true });
      else if (onChange.step.kind === 'running') {
        underWay = undefined;
        controller.follow({ step: { kind: 'idle' } });
      } else tell();
    },
    judge: async (tolerance) => {
      if (view.kind !== 'compared' || view.result === undefined || !whole) return;
      const [shown, comparison] = [view, whole];
      const { gates = [], maxFlips } = subject.options;
      subject = { ...subject, options: { ...subject.options, tolerance } };
      judging = true;
      tell();
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
          tell();
        }
      }
    },
    compareLayers: async () => {
      if (view.kind !== 'compared' || view.result === undefined || layers.progress()) return;
      const request = { result: view.result, tolerance: subject.options.tolerance ?? {} };
      try {
        const found = await layers.compare(request);
        if (!found || !whole) return;
        whole = { ...whole, layers: found };
        view = { ...view, comparison: shownComparison(whole) };
      } finally {
        tell();
      }
    },
    setSides: ({ baseline, candidate }) => {
      subject = { ...subject, baseline, candidate };
    },
    setPredicted: (name, columns) => {
      const { [name]: one } = subject;
      if (one.side.kind === 'predictions') subject = { ...subject, [name]: { ...one, side: { ...one.side, columns } } };
    },
    swapSides: () => {
      const { baseline, candidate, options: chosen } = subject;
      subject = { ...subject, baseline: candidate, candidate: baseline, options: swapped(chosen) };
    },
    comparison: () => whole,
    dispose: () => {
      listener = () => undefined;
      structure.cancel();
      layers.cancel();
      underWay?.abort();
      underWay = undefined;
    },
  };
  return controller;
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
