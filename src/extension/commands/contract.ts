import type { Uri } from 'vscode';
import type { Verdict } from '../../contract/comparison';
import type { CompareView } from '../../contract/compare-page';
import type { ResultsView } from '../../contract/results-page';

/** How a run that a command started has ended. */
export interface RunSummary {
  readonly status:
    Extract<ResultsView, { kind: 'finished' }>['status'] | Exclude<ResultsView['kind'], 'finished' | 'running'>;
  /** The run's id in the log. */
  readonly run: string | null;
}

/** How a comparison that a command started has ended. */
export interface ComparisonSummary {
  readonly status: Verdict | Exclude<CompareView['kind'], 'compared'>;
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
  /** Shows the mapping step on the results page in front. */
  readonly 'onnxWorkbench.changeColumns': () => void;
  /** `node`, here and below: a run's row of the Predictions view; without one, the results page in front. */
  readonly 'onnxWorkbench.copyAsPython': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.copyAsCommand': (node?: unknown) => Promise<void>;
  /** `node` as above. `choice`: a `SaveChoice` in place of the questions. */
  readonly 'onnxWorkbench.saveAsExpected': (node?: unknown, choice?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.runAgainOnChange': () => Promise<void>;
  readonly 'onnxWorkbench.stopRunningOnChange': () => Promise<void>;
  /** Runs the rows that are selected in the active text editor. */
  readonly 'onnxWorkbench.runOnSelection': () => Promise<RunSummary | undefined>;
  /** `resource`: a model, or a settings file. Makes the file where there is none. */
  readonly 'onnxWorkbench.editSettings': (resource?: Uri) => Promise<void>;
  readonly 'onnxWorkbench.openSettingsAsJson': (resource?: Uri) => Promise<void>;
  readonly 'onnxWorkbench.cancelPrediction': () => void;
  /** `run`: the id of a run to show without asking; the Explorer gives its selection there, which is not one. */
  readonly 'onnxWorkbench.showRuns': (resource?: Uri, run?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.showOutput': () => void;
  readonly 'onnxWorkbench.openInspector': (resource?: Uri) => Promise<void>;
  /** `choice`: a `TemplateChoice`; the Explorer gives its selection there, which is not one. Answers what was opened. */
  readonly 'onnxWorkbench.createTemplate': (resource?: Uri, choice?: unknown) => Promise<Uri | undefined>;
  readonly 'onnxWorkbench.refreshModels': () => void;
  /** `node`: the row of the Models view that stands for more. */
  readonly 'onnxWorkbench.showMoreModels': (node?: unknown) => void;
  readonly 'onnxWorkbench.showIgnoredModels': () => Promise<void>;
  /** `node`: a row of the Models view for data that a model's settings name. */
  readonly 'onnxWorkbench.runOnListedData': (node?: unknown) => Promise<RunSummary | undefined>;
  readonly 'onnxWorkbench.revealInExplorer': (resource?: Uri) => Promise<void>;
  readonly 'onnxWorkbench.copyPath': (resource?: Uri, selected?: readonly Uri[]) => Promise<void>;
  readonly 'onnxWorkbench.showEngineMenu': () => Promise<void>;
  readonly 'onnxWorkbench.restartEngine': () => Promise<void>;
  readonly 'onnxWorkbench.stopEngine': () => Promise<void>;
  readonly 'onnxWorkbench.getStarted': () => Promise<void>;
  readonly 'onnxWorkbench.openSample': () => Promise<RunSummary | undefined>;
  readonly 'onnxWorkbench.openTerminal': () => Promise<void>;
  readonly 'onnxWorkbench.refreshPredictions': () => Promise<void>;
  readonly 'onnxWorkbench.viewPredictionsByModel': () => Promise<void>;
  readonly 'onnxWorkbench.viewPredictionsByTime': () => Promise<void>;
  /** `node`: the row of the Predictions view that stands for more. */
  readonly 'onnxWorkbench.showMoreRuns': (node?: unknown) => Promise<void>;
  /** `node`, here and below: a run's row of the Predictions view; without one, the row that is selected there. */
  readonly 'onnxWorkbench.openRun': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.repeatRun': (node?: unknown) => Promise<RunSummary | undefined>;
  readonly 'onnxWorkbench.renameRun': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.editRunNote': (node?: unknown) => Promise<void>;
  /** `selected`: all rows that are selected, where `node` is one of them. */
  readonly 'onnxWorkbench.deleteRuns': (node?: unknown, selected?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.exportRun': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.copyRunId': (node?: unknown, selected?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.copyRunLogPath': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.revealRunLog': (node?: unknown) => Promise<void>;
  /** Compares again what the compare page in front shows. */
  readonly 'onnxWorkbench.compareAgain': () => Promise<void>;
  /** Remembers a model as the baseline of the next comparison. */
  readonly 'onnxWorkbench.selectForCompare': (resource?: Uri) => Promise<void>;
  /** `selected`: may hold the data to compare on. */
  readonly 'onnxWorkbench.compareWithSelected': (
    resource?: Uri,
    selected?: readonly Uri[],
  ) => Promise<ComparisonSummary | undefined>;
  /** `selected`: two models, the first of which is the baseline, and maybe data. Asks for what is missing. */
  readonly 'onnxWorkbench.compareModels': (
    resource?: Uri,
    selected?: readonly Uri[],
  ) => Promise<ComparisonSummary | undefined>;
  /** `selected`, here and below: may hold the data to compare on. */
  readonly 'onnxWorkbench.compareWithHead': (
    resource?: Uri,
    selected?: readonly Uri[],
  ) => Promise<ComparisonSummary | undefined>;
  /** `revision`: one that is not asked for. */
  readonly 'onnxWorkbench.compareWithRevision': (
    resource?: Uri,
    selected?: readonly Uri[],
    revision?: unknown,
  ) => Promise<ComparisonSummary | undefined>;
  readonly 'onnxWorkbench.compareWithPredictions': (
    resource?: Uri,
    selected?: readonly Uri[],
  ) => Promise<ComparisonSummary | undefined>;
  /** `states`: rows of the Source Control view. */
  readonly 'onnxWorkbench.compareModelPredictions': (
    ...states: readonly unknown[]
  ) => Promise<ComparisonSummary | undefined>;
  /** `version`: name and note, which are not asked for then. Answers the name. */
  readonly 'onnxWorkbench.saveVersion': (resource?: Uri, version?: unknown) => Promise<string | undefined>;
  /** `node`, here and below: a row of the Models view for a version; without one, the row that is selected there. */
  readonly 'onnxWorkbench.restoreVersion': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.renameVersion': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.editVersionNote': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.deleteVersion': (node?: unknown, selected?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.openVersion': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.showMoreCommits': (node?: unknown) => Promise<void>;
  readonly 'onnxWorkbench.compareWithCurrent': (node?: unknown) => Promise<ComparisonSummary | undefined>;
  /** `selected`, here and below: two rows, the older of which is the baseline. */
  readonly 'onnxWorkbench.compareVersions': (
    node?: unknown,
    selected?: unknown,
  ) => Promise<ComparisonSummary | undefined>;
  /** `node`, here and below: a run's row of the Predictions view. */
  readonly 'onnxWorkbench.compareRunWithModel': (node?: unknown) => Promise<ComparisonSummary | undefined>;
  readonly 'onnxWorkbench.compareRuns': (node?: unknown, selected?: unknown) => Promise<ComparisonSummary | undefined>;
}

export type CommandId = keyof CommandHandlers;
