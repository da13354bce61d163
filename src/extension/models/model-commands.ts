import * as vscode from 'vscode';
import type { CommandHandlers } from '../commands/contract';
import { resolveTargets } from '../pick/targets';
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
>;

/** What can be done in the Models view, beside what every model can do. */
export function createModelCommands(
  view: Pick<ModelsView, 'refresh' | 'showMore'>,
  predict: CommandHandlers['onnxWorkbench.runPrediction'],
): ModelCommands {
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
  };
}
