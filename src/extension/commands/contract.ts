import type { Uri } from 'vscode';
import type { ResultsView } from '../../contract/results-page';

/** How a run that a command started has ended. */
export interface RunSummary {
  readonly status:
    Extract<ResultsView, { kind: 'finished' }>['status'] | Exclude<ResultsView['kind'], 'finished' | 'running'>;
  /** The run's id in the log. */
  readonly run: string | null;
}

/** Every command of the extension, by its id in package.json. Undefined results: the user closed a list. */
export interface CommandHandlers {
  readonly 'onnxWorkbench.runPrediction': (
    resource?: Uri,
    selected?: readonly Uri[],
  ) => Promise<RunSummary | undefined>;
  readonly 'onnxWorkbench.runWithModel': (resource?: Uri, selected?: readonly Uri[]) => Promise<RunSummary | undefined>;
  readonly 'onnxWorkbench.runAgain': () => Promise<RunSummary | undefined>;
  readonly 'onnxWorkbench.cancelPrediction': () => void;
  /** `run`: the id of a run to show without asking; the Explorer gives its selection there, which is not one. */
  readonly 'onnxWorkbench.showRuns': (resource?: Uri, run?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.showOutput': () => void;
}

export type CommandId = keyof CommandHandlers;
