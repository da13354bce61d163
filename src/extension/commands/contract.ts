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
  readonly 'onnxWorkbench.refreshModels': () => void;
  /** `node`: the row of the Models view that stands for more. */
  readonly 'onnxWorkbench.showMoreModels': (node?: unknown) => void;
  readonly 'onnxWorkbench.showIgnoredModels': () => Promise<void>;
  /** `node`: a row of the Models view for data that a model's settings name. */
  readonly 'onnxWorkbench.runOnListedData': (node?: unknown) => Promise<RunSummary | undefined>;
  readonly 'onnxWorkbench.revealInExplorer': (resource?: Uri) => Promise<void>;
  readonly 'onnxWorkbench.copyPath': (resource?: Uri, selected?: readonly Uri[]) => Promise<void>;
  readonly 'onnxWorkbench.openModelSettings': (resource?: Uri) => Promise<void>;
  readonly 'onnxWorkbench.showEngineMenu': () => Promise<void>;
  readonly 'onnxWorkbench.restartEngine': () => Promise<void>;
  readonly 'onnxWorkbench.stopEngine': () => Promise<void>;
  readonly 'onnxWorkbench.getStarted': () => Promise<void>;
  readonly 'onnxWorkbench.openSample': () => Promise<RunSummary | undefined>;
  readonly 'onnxWorkbench.openTerminal': () => Promise<void>;
}

export type CommandId = keyof CommandHandlers;
