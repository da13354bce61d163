import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { ResultsView, RunChoice, Subject } from '../../contract/results-page';
import type { Client } from '../../contract/rpc';
import type { EngineClient } from '../../engine/client/engine-client';
import type { ActiveModel } from '../models/active-model';
import { createCompareCommands } from '../compare/compare-commands';
import type { ComparePages } from '../compare/compare-pages';
import { createInspectorCommands } from '../inspector/inspector-commands';
import { createModelCommands } from '../models/model-commands';
import type { ModelsView } from '../models/models-view';
import { fileKind } from '../pick/kinds';
import { pickModel, type PickSubject } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import { createPredictionCommands } from '../predictions/prediction-commands';
import type { PredictionsView } from '../predictions/predictions-view';
import { createResultCommands } from '../results/result-commands';
import type { ResultsPages } from '../results/results-pages';
import { findRun, pickRun } from '../runs/pick-run';
import { createStartCommands } from '../start/start-commands';
import { showEngineMenu } from '../status/engine-menu';
import { createSettingsCommands } from '../settings/settings-commands';
import type { GoldenTests } from '../testing/golden-tests';
import { saveAsExpected } from '../testing/save-expected';
import { mayRunModels } from '../trust';
import { createLazyVersionCommands } from '../versions/lazy-commands';
import type { CommandHandlers, RunSummary } from './contract';

export interface CommandParts {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>;
  readonly client: EngineClient;
  readonly activeModel: ActiveModel;
  readonly models: ModelsView;
  readonly predictions: PredictionsView;
  readonly pages: ResultsPages;
  readonly comparePages: ComparePages;
  readonly tests: GoldenTests;
  readonly pickSubject: PickSubject;
  readonly log: vscode.LogOutputChannel;
}

/** What each command does. */
export function createCommandHandlers(parts: CommandParts): CommandHandlers {
  const { context, client, activeModel, models, predictions, pages, comparePages, tests, pickSubject, log } = parts;
  const { engine } = client;
  const run = async (subject: Subject, choice?: RunChoice): Promise<RunSummary> => {
    activeModel.set(subject.model);
    return summary(await pages.run(subject, choice));
  };
  const predict = async (resource?: vscode.Uri, selected?: readonly vscode.Uri[]): Promise<RunSummary | undefined> => {
    if (!(await mayRunModels())) return undefined;
    const subject = await pickSubject(resolveTargets(resource, selected));
    return subject && run(subject);
  };
  return {
    'onnxWorkbench.runPrediction': predict,
    'onnxWorkbench.runWithModel': predict,
    'onnxWorkbench.runAgain': async () => {
      const view = await pages.runAgain();
      return view && summary(view);
    },
    'onnxWorkbench.changeColumns': () => pages.changeColumns(),
    'onnxWorkbench.runOnSelection': async () => {
      if (!(await mayRunModels())) return undefined;
      // Loaded with the first selection: the parser behind it would slow the start down.
      const { editorSelection } = await import('../selection/run-selection');
      const { file, isSaved, rows } = editorSelection();
      // Which models take it cannot be found out of a text that is in no file.
      const model = pages.modelFor(file) ?? (isSaved ? undefined : activeModel.current());
      const subject = await pickSubject({ models: model === undefined ? [] : [model], data: [file] });
      return subject && run({ ...subject, selection: rows });
    },
    'onnxWorkbench.cancelPrediction': () => pages.cancel(),
    'onnxWorkbench.showRuns': async (resource, run) => {
      const target = resource?.scheme === 'file' ? resource.fsPath : undefined;
      const near = target ?? (await placeOfLog(engine, activeModel));
      if (near === undefined) return;
      const chosen =
        typeof run === 'string'
          ? await findRun(engine, near, run)
          : await pickRun(engine, near, fileKind(near) === 'model' ? near : undefined);
      if (chosen) await pages.showRun(chosen.run, chosen.log);
    },
    'onnxWorkbench.showOutput': () => log.show(),
    'onnxWorkbench.showEngineMenu': showEngineMenu,
    'onnxWorkbench.restartEngine': () => client.restart(),
    'onnxWorkbench.stopEngine': () => client.stop(),
    ...createSettingsCommands({ engine, activeModel }),
    ...createInspectorCommands({ engine, activeModel }),
    ...createModelCommands(models, predict),
    ...createPredictionCommands({
      engine,
      view: predictions,
      pages,
      predict: ({ subject, choice }) => run(subject, choice),
    }),
    ...createResultCommands({ engine, pages, comparePages }),
    ...createCompareCommands({ engine, activeModel, pages: comparePages }),
    'onnxWorkbench.saveAsExpected': (node, choice) => saveAsExpected({ engine, pages, tests }, node, choice),
    ...createLazyVersionCommands({ engine, activeModel, pages: comparePages, models, predictions }),
    ...createStartCommands(context, run),
  };
}

/** The only workspace folder; else the active model, else one that is asked for: each may have a log of its own. */
async function placeOfLog(engine: Client<EngineProtocol>, activeModel: ActiveModel): Promise<string | undefined> {
  const [folder, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (folder && others.length === 0) return folder.uri.fsPath;
  return activeModel.current() ?? pickModel(engine, [], undefined);
}

function summary(view: ResultsView): RunSummary {
  if (view.kind === 'finished') return { status: view.status, run: view.run };
  return { status: view.kind === 'stopped' ? 'stopped' : 'broken', run: null };
}
