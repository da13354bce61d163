import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { ResultsView } from '../../contract/results-page';
import type { Client } from '../../contract/rpc';
import { fileKind } from '../pick/kinds';
import { pickModel, type PickSubject } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import type { ResultsPages } from '../results/results-pages';
import { findRun, pickRun } from '../runs/pick-run';
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
      const near = target ?? (await placeOfLog(engine));
      if (near === undefined) return;
      const chosen =
        typeof run === 'string'
          ? await findRun(engine, near, run)
          : await pickRun(engine, near, fileKind(near) === 'model' ? near : undefined);
      if (chosen) await pages.showRun(chosen.run, chosen.log);
    },
    'onnxWorkbench.showOutput': () => log.show(),
  };
}

/** The only workspace folder, else a model that is asked for: each may have a log of its own. */
async function placeOfLog(engine: Client<EngineProtocol>): Promise<string | undefined> {
  const [folder, ...others] = vscode.workspace.workspaceFolders ?? [];
  return folder && others.length === 0 ? folder.uri.fsPath : pickModel(engine, [], undefined);
}

function summary(view: ResultsView): RunSummary {
  if (view.kind === 'finished') return { status: view.status, run: view.run };
  return { status: view.kind === 'stopped' ? 'stopped' : 'broken', run: null };
}
