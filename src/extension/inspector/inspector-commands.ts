import * as vscode from 'vscode';
import type { CommandHandlers } from '../commands/contract';
import { pickModel } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import { INSPECTOR_EDITOR } from './inspector-types';
import { createTemplate, type TemplateParts } from './template-command';

type InspectorCommands = Pick<CommandHandlers, 'onnxWorkbench.openInspector' | 'onnxWorkbench.createTemplate'>;

export function createInspectorCommands(parts: TemplateParts): InspectorCommands {
  const { engine, activeModel } = parts;
  return {
    'onnxWorkbench.openInspector': async (resource) => {
      const [given = resource ? undefined : activeModel.current()] = resolveTargets(resource, undefined).models;
      const model = given ?? (await pickModel(engine, [], undefined));
      if (model === undefined) return;
      await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(model), INSPECTOR_EDITOR);
    },
    'onnxWorkbench.createTemplate': (resource, wanted) => createTemplate(parts, resource, wanted),
  };
}
