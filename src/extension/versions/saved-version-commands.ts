import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { Client } from '../../contract/rpc';
import { externalDataOf } from '../../engine/client/external-data';
import { headCommit } from '../../versions/head-commit';
import type { StoredVersion } from '../../versions/saved/saved-versions';
import { versionsFolder } from '../../versions/saved/store';
import type { CommandHandlers } from '../commands/contract';
import type { ActiveModel } from '../models/active-model';
import type { ModelsView } from '../models/models-view';
import { pickModel } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import { askNewVersion, askVersionName, askVersionNote, confirmDelete } from './ask';
import {
  isMoreCommitsNode,
  isSavedVersionNode,
  isVersionNode,
  referenceOf,
  type SavedVersionNode,
} from './version-nodes';
import { openVersion } from './open-version';

type SavedVersionCommands = Pick<
  CommandHandlers,
  | 'onnxWorkbench.saveVersion'
  | 'onnxWorkbench.restoreVersion'
  | 'onnxWorkbench.renameVersion'
  | 'onnxWorkbench.editVersionNote'
  | 'onnxWorkbench.deleteVersion'
  | 'onnxWorkbench.openVersion'
  | 'onnxWorkbench.showMoreCommits'
>;

export interface SavedVersionParts {
  readonly engine: Client<EngineProtocol>;
  readonly activeModel: ActiveModel;
  readonly models: Pick<ModelsView, 'redraw' | 'showMoreCommits' | 'selectedVersions'>;
}

/** Runs of a model that are looked through for the newest of its content. */
const RUNS_LOOKED_AT = 200;

/** Saving versions of models by name, and what can be done with each. */
export function createSavedVersionCommands({ engine, activeModel, models }: SavedVersionParts): SavedVersionCommands {
  const chosen = (node: unknown): SavedVersionNode | undefined =>
    isSavedVersionNode(node) ? node : models.selectedVersions().find(isSavedVersionNode);
  const change = async (
    node: unknown,
    ask: (version: SavedVersionNode) => Promise<{ readonly name?: string; readonly note?: string } | undefined>,
  ): Promise<void> => {
    const one = chosen(node);
    const changes = one && (await ask(one));
    if (!one || !changes) return;
    const { changeVersion } = await import('../../versions/saved/saved-versions');
    await changeVersion(one.model.fsPath, one.version, changes);
    models.redraw(one.model.fsPath);
  };
  return {
    'onnxWorkbench.saveVersion': async (resource, given) => {
      const [only = resource ? undefined : activeModel.current()] = resolveTargets(resource, undefined).models;
      const model = only ?? (await pickModel(engine, [], undefined));
      const told = model === undefined ? undefined : isNamed(given) ? given : await askNewVersion(model);
      if (model === undefined || !told) return undefined;
      const title = vscode.l10n.t('Saving {0}', basename(model));
      const location = vscode.ProgressLocation.Notification;
      const saved = await vscode.window.withProgress({ location, title }, () => save(engine, model, told));
      models.redraw(model);
      void offerToIgnore(model, saved.name);
      return saved.name;
    },
    'onnxWorkbench.restoreVersion': async (node) => {
      const one = chosen(node);
      if (!one) return;
      const model = one.model.fsPath;
      const { restoreVersion } = await import('../../versions/saved/restore-version');
      const kept = await restoreVersion(model, one.version, () => externalDataOf(engine, model));
      models.redraw(model);
      void vscode.window.showInformationMessage(restoredText(one.version, model, kept));
    },
    'onnxWorkbench.renameVersion': (node) => change(node, askVersionName),
    'onnxWorkbench.editVersionNote': (node) => change(node, askVersionNote),
    'onnxWorkbench.deleteVersion': async (node, selected) => {
      const nodes =
        Array.isArray(selected) && selected.includes(node)
          ? selected.filter(isSavedVersionNode)
          : [chosen(node)].filter((one) => one !== undefined);
      if (nodes.length === 0 || !(await confirmDelete(nodes))) return;
      const { deleteVersion } = await import('../../versions/saved/saved-versions');
      for (const { model, version } of nodes) {
        await deleteVersion(model.fsPath, version);
        models.redraw(model.fsPath);
      }
    },
    'onnxWorkbench.openVersion': async (node) => {
      if (isVersionNode(node)) await openVersion(referenceOf(node));
    },
    'onnxWorkbench.showMoreCommits': (node) => {
      if (isMoreCommitsNode(node)) models.showMoreCommits(node.model);
      return Promise.resolve();
    },
  };
}

interface Named {
  readonly name: string;
  readonly note?: string;
}

function isNamed(given: unknown): given is Named {
  return typeof given === 'object' && given !== null && 'name' in given && typeof given.name === 'string';
}

async function save(engine: Client<EngineProtocol>, model: string, { name, note }: Named): Promise<StoredVersion> {
  const { saveVersion } = await import('../../versions/saved/saved-versions');
  const { externalData } = await engine.inspect({ model, folder: dirname(model) });
  const { runs } = await engine.logList({ near: model, model, limit: RUNS_LOOKED_AT });
  const commit = await commitOf(model);
  const files = externalData.map(({ location }) => location);
  return saveVersion(model, files, {
    name,
    runs,
    ...(note !== undefined && note !== '' && { note }),
    ...(commit !== undefined && { commit }),
  });
}

/** Git is not asked in a window without trust; a machine without it has versions all the same. */
async function commitOf(model: string): Promise<string | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  try {
    return await headCommit(model);
  } catch (error) {
    if (error instanceof WorkbenchError && error.issues[0]?.code === 'git-not-found') return undefined;
    throw error;
  }
}

/** Whether Git keeps the folder of versions is asked where that is not decided yet: once for each folder. */
async function offerToIgnore(model: string, name: string): Promise<void> {
  const folder = dirname(versionsFolder(model));
  const saved = vscode.l10n.t("Saved {0} as '{1}'.", basename(model), name);
  const file = join(folder, '.gitignore');
  if (existsSync(file)) {
    void vscode.window.showInformationMessage(saved);
    return;
  }
  const ignore = vscode.l10n.t('Keep Out of Git');
  const commit = vscode.l10n.t('Commit Versions');
  const question = vscode.l10n.t(
    '{0} Versions lie in {1} beside the model. Is that folder to be committed?',
    saved,
    basename(folder),
  );
  const answer = await vscode.window.showInformationMessage(question, ignore, commit);
  if (answer === ignore) await writeFile(file, '*\n');
  if (answer === commit) await writeFile(file, '*.tmp\n');
}

function restoredText({ name }: StoredVersion, model: string, kept: StoredVersion | undefined): string {
  return kept
    ? vscode.l10n.t("Restored {0} to '{1}'. What was there is kept as '{2}'.", basename(model), name, kept.name)
    : vscode.l10n.t("Restored {0} to '{1}'.", basename(model), name);
}
