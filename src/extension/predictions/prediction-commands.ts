import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import type { Run, RunChanges } from '../../contract/run';
import type { CommandHandlers, RunSummary } from '../commands/contract';
import type { ResultsPages } from '../results/results-pages';
import { revealFile } from '../reveal-file';
import { exportRows } from '../rows/export-rows';
import { runTitle } from '../runs/run-text';
import { askName, askNote, confirmDelete } from './ask';
import { isMoreNode, isRunNode, type RunNode } from './nodes';
import type { PredictionsView } from './predictions-view';
import { repetitionOf, type Repetition } from './repeat-run';

type PredictionCommands = Pick<
  CommandHandlers,
  | 'onnxWorkbench.refreshPredictions'
  | 'onnxWorkbench.viewPredictionsByModel'
  | 'onnxWorkbench.viewPredictionsByTime'
  | 'onnxWorkbench.showMoreRuns'
  | 'onnxWorkbench.openRun'
  | 'onnxWorkbench.repeatRun'
  | 'onnxWorkbench.renameRun'
  | 'onnxWorkbench.editRunNote'
  | 'onnxWorkbench.deleteRuns'
  | 'onnxWorkbench.exportRun'
  | 'onnxWorkbench.copyRunId'
  | 'onnxWorkbench.copyRunLogPath'
  | 'onnxWorkbench.revealRunLog'
>;

export interface PredictionCommandParts {
  readonly engine: Client<EngineProtocol>;
  readonly view: PredictionsView;
  readonly pages: ResultsPages;
  readonly predict: (repetition: Repetition) => Promise<RunSummary>;
}

/** What can be done in the Predictions view: with the runs of a click, else with those that are selected. */
export function createPredictionCommands({ engine, view, pages, predict }: PredictionCommandParts): PredictionCommands {
  const runsOf = (node: unknown, selected?: unknown): readonly RunNode[] => {
    if (Array.isArray(selected) && selected.includes(node)) return selected.filter(isRunNode);
    return isRunNode(node) ? [node] : view.selected();
  };
  const runOf = (node: unknown): RunNode | undefined => runsOf(node)[0];
  const change = async (node: unknown, ask: (run: Run) => Promise<RunChanges | undefined>): Promise<void> => {
    const chosen = runOf(node);
    const changes = chosen && (await ask(chosen.run));
    if (!chosen || !changes) return;
    await engine.logUpdate({ log: chosen.log, near: chosen.log, run: chosen.run.id, ...changes });
    await view.reread();
  };
  return {
    'onnxWorkbench.refreshPredictions': () => view.refresh(),
    'onnxWorkbench.viewPredictionsByModel': () => view.setGrouping('model'),
    'onnxWorkbench.viewPredictionsByTime': () => view.setGrouping('time'),
    'onnxWorkbench.showMoreRuns': async (node) => {
      if (isMoreNode(node)) await view.showMore(node);
    },
    'onnxWorkbench.openRun': async (node) => {
      const chosen = runOf(node);
      if (chosen) await pages.showRun(chosen.run, chosen.log);
    },
    'onnxWorkbench.repeatRun': async (node) => {
      const chosen = runOf(node);
      return chosen && predict(repetitionOf(chosen.run));
    },
    'onnxWorkbench.renameRun': (node) => change(node, askName),
    'onnxWorkbench.editRunNote': (node) => change(node, askNote),
    'onnxWorkbench.deleteRuns': async (node, selected) => {
      const chosen = runsOf(node, selected);
      if (chosen.length === 0 || !(await confirmDelete(chosen))) return;
      for (const [log, runs] of Map.groupBy(chosen, (run) => run.log)) {
        await engine.logDelete({ log, near: log, runs: runs.map(({ run }) => run.id) });
      }
      await view.reread();
    },
    'onnxWorkbench.exportRun': async (node) => {
      const chosen = runOf(node);
      if (!chosen) return;
      const { run, log } = chosen;
      if (run.rows === 0) {
        void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no rows to export.', runTitle(run)));
        return;
      }
      await exportRows({ data: run.data.path, engine }, { result: run.id, log });
    },
    'onnxWorkbench.copyRunId': async (node, selected) => {
      const ids = runsOf(node, selected).map(({ run }) => run.id);
      if (ids.length > 0) await vscode.env.clipboard.writeText(ids.join('\n'));
    },
    'onnxWorkbench.copyRunLogPath': async (node) => {
      const chosen = runOf(node);
      if (chosen) await vscode.env.clipboard.writeText(chosen.log);
    },
    'onnxWorkbench.revealRunLog': async (node) => {
      const chosen = runOf(node);
      if (chosen) await revealFile(chosen.log);
    },
  };
}
