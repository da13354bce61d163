import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { ResultsView } from '../../contract/results-page';
import type { Client } from '../../contract/rpc';
import { fileKind } from '../pick/kinds';
import { pickModel, type PickSubject } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import type { ResultsPages } from '../results/results-pages';
import { pickRun } from '../runs/pick-run';
import { mayRunModels } from '../trust';
import type { CommandHandlers, RunSummary } from './contract';

export interface CommandParts {
  readonly engine: Client<EngineProtocol>;
  readonly pages: ResultsPages;
  readonly pickSubject: PickSubject;
  readonly log: vscode.LogOutputChannel;
}

/** What each command does. */
export function createCommandHandlers({ engine, pages, pickSubject, log }: CommandParts): CommandHandlers {
  const predict = async (resource?: vscode.Uri, selected?: readonly vscode.Uri[]): Promise<RunSummary | undefined> => {
    if (!(await mayRunModels())) return undefined;
    const subject = await pickSubject(resolveTargets(resource, selected));
    return subject && summary(await pages.run(subject));
  };
  return {
    'onnxWorkbench.runPrediction': predict,
    'onnxWorkbench.runWithModel': predict,
    'onnxWorkbench.runAgain': async () => {
      const view = await pages.runAgain();
      return view && summary(view);
    },
    'onnxWorkbench.cancelPrediction': () => pages.cancel(),
    'onnxWorkbench.showRuns': async (resource, run) => {
      const target = resource?.scheme === 'file' ? resource.fsPath : undefined;
      const near =
        target ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? (await pickModel(engine, [], undefined));
      if (near === undefined) return;
      const chosen =
        run === undefined
          ? await pickRun(engine, near, fileKind(near) === 'model' ? near : undefined)
          : await engine.logShow({ near, run }).then((answer) => ({ run: answer.run, log: answer.path }));
      if (chosen) await pages.showRun(chosen.run, chosen.log);
    },
    'onnxWorkbench.showOutput': () => log.show(),
  };
}

function summary(view: ResultsView): RunSummary {
  if (view.kind === 'finished') return { status: view.status, run: view.run };
  return { status: view.kind === 'stopped' ? 'stopped' : 'broken', run: null };
}
