import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { Client } from '../../contract/rpc';
import type { CommandHandlers } from '../commands/contract';
import { openSettings } from '../open-settings';
import { pickModel } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import type { ActiveModel } from './active-model';
import type { ModelsView } from './models-view';
import { isDataNode, isMoreNode } from './nodes';

type ModelCommands = Pick<
  CommandHandlers,
  | 'onnxWorkbench.refreshModels'
  | 'onnxWorkbench.showMoreModels'
  | 'onnxWorkbench.showIgnoredModels'
  | 'onnxWorkbench.runOnListedData'
  | 'onnxWorkbench.revealInExplorer'
  | 'onnxWorkbench.copyPath'
  | 'onnxWorkbench.openModelSettings'
>;

export interface ModelCommandParts {
  readonly engine: Client<EngineProtocol>;
  readonly view: Pick<ModelsView, 'refresh' | 'showMore'>;
  readonly activeModel: ActiveModel;
  readonly predict: CommandHandlers['onnxWorkbench.runPrediction'];
}

/** What can be done in the Models view, beside what every model can do. */
export function createModelCommands({ engine, view, activeModel, predict }: ModelCommandParts): ModelCommands {
  return {
    'onnxWorkbench.refreshModels': () => view.refresh(),
    'onnxWorkbench.showMoreModels': (node) => {
      if (isMoreNode(node)) view.showMore(node);
    },
    'onnxWorkbench.showIgnoredModels': async () => {
      const { Workspace } = vscode.ConfigurationTarget;
      await vscode.workspace.getConfiguration('onnxWorkbench').update('models.showGitIgnored', true, Workspace);
    },
    'onnxWorkbench.runOnListedData': async (node) => {
      if (!isDataNode(node)) return undefined;
      return predict(node.model, [node.model, vscode.Uri.file(node.data.path)]);
    },
    'onnxWorkbench.revealInExplorer': async (resource) => {
      await vscode.commands.executeCommand('revealInExplorer', resource);
    },
    'onnxWorkbench.copyPath': async (resource, selected) => {
      const { models, data } = resolveTargets(resource, selected);
      await vscode.env.clipboard.writeText([...models, ...data].join('\n'));
    },
    'onnxWorkbench.openModelSettings': async (resource) => {
      const [given = activeModel.current()] = resolveTargets(resource, undefined).models;
      const model = given ?? (await pickModel(engine, [], undefined));
      if (model !== undefined) await openSettings(model, { columns: await inputsOf(engine, model), values: [] });
    },
  };
}

/** None where the file cannot be read as a model: it may have settings all the same. */
async function inputsOf(engine: ModelCommandParts['engine'], model: string): Promise<readonly string[]> {
  try {
    const { inputs } = await engine.inspect({ model: basename(model), folder: dirname(model) });
    return inputs.map(({ name }) => name);
  } catch (error) {
    if (error instanceof WorkbenchError) return [];
    throw error;
  }
}
