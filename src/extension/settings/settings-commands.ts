import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { OWN_SETTINGS_SUFFIX } from '../../contract/beside';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { activeTabUri } from '../active-tab';
import type { CommandHandlers } from '../commands/contract';
import type { ActiveModel } from '../models/active-model';
import { pickModel } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import { SETTINGS_VIEW_TYPE } from './settings-editor';

type SettingsCommands = Pick<CommandHandlers, 'onnxWorkbench.editSettings' | 'onnxWorkbench.openSettingsAsJson'>;

/** What can be done about the settings beside a model. */
export function createSettingsCommands(parts: {
  readonly engine: Client<EngineProtocol>;
  readonly activeModel: ActiveModel;
}): SettingsCommands {
  const { engine, activeModel } = parts;
  const modelOf = async (resource: vscode.Uri | undefined): Promise<string | undefined> => {
    const [given = activeModel.current()] = resolveTargets(resource, undefined).models;
    return given ?? pickModel(engine, [], undefined);
  };
  return {
    'onnxWorkbench.editSettings': async (resource) => {
      const file = resource ?? activeTabUri();
      if (file?.path.endsWith(OWN_SETTINGS_SUFFIX)) return openForm(file);
      const model = await modelOf(resource);
      if (model !== undefined) await editSettingsOf(model);
    },
    'onnxWorkbench.openSettingsAsJson': async (resource) => {
      const file = resource ?? activeTabUri();
      if (file) await vscode.commands.executeCommand('vscode.openWith', file, 'default');
    },
  };
}

/** The form on the model's own file, which is made where there is none; settings for many models are shown as text. */
async function editSettingsOf(model: string): Promise<void> {
  const { findSettings, ownSidecarPath } = await import('../../sidecar/find-sidecar');
  const own = vscode.Uri.file(ownSidecarPath(model));
  if (existsSync(own.fsPath)) return openForm(own);
  const place = await findSettings(model);
  if (place) {
    await vscode.window.showTextDocument(vscode.Uri.file(place.path));
    return;
  }
  await vscode.workspace.fs.writeFile(own, new TextEncoder().encode('{\n  "version": 1\n}\n'));
  await openForm(own);
}

async function openForm(file: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', file, SETTINGS_VIEW_TYPE);
}
