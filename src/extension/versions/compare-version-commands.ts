import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { SubjectSide } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { changedModels } from '../../versions/changed-models';
import type { CommandHandlers, ComparisonSummary } from '../commands/contract';
import { comparisonSummary } from '../compare/compare-commands';
import type { ComparePages } from '../compare/compare-pages';
import type { ActiveModel } from '../models/active-model';
import { findBeside } from '../models/beside';
import { fileKind } from '../pick/kinds';
import { pickDataFor, pickModel } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import { folderOf } from '../pick/workspace-files';
import { mayRunModels } from '../trust';
import { pickRevision } from './pick-revision';
import { currentSide, versionSide } from './version-sides';

type CompareVersionCommands = Pick<
  CommandHandlers,
  | 'onnxWorkbench.compareWithHead'
  | 'onnxWorkbench.compareWithRevision'
  | 'onnxWorkbench.compareWithPredictions'
  | 'onnxWorkbench.compareModelPredictions'
>;

export interface CompareVersionParts {
  readonly engine: Client<EngineProtocol>;
  readonly activeModel: ActiveModel;
  readonly pages: ComparePages;
}

/** Comparing a model with what it was, and with predictions made elsewhere. */
export function createCompareVersionCommands(parts: CompareVersionParts): CompareVersionCommands {
  const { engine, activeModel } = parts;
  const target = async (resource?: vscode.Uri, selected?: readonly vscode.Uri[]): Promise<Target | undefined> => {
    if (!(await mayRunModels())) return undefined;
    const { models, data } = resolveTargets(resource, selected);
    const known = models.length > 0 || resource ? models : [activeModel.current()].filter((path) => path !== undefined);
    const model = known.length === 1 ? known[0] : await pickModel(engine, known, undefined);
    return model === undefined ? undefined : { model, data };
  };
  const withHead = async (model: string, data: readonly string[]): Promise<ComparisonSummary | undefined> =>
    compareOn(parts, model, versionSide({ kind: 'git', path: model, revision: 'HEAD' }), data);

  return {
    'onnxWorkbench.compareWithHead': async (resource, selected) => {
      const chosen = await target(resource, selected);
      return chosen && withHead(chosen.model, chosen.data);
    },
    'onnxWorkbench.compareWithRevision': async (resource, selected, given) => {
      const chosen = await target(resource, selected);
      if (!chosen) return undefined;
      const { model, data } = chosen;
      const revision = typeof given === 'string' ? given : await pickRevision(model);
      return revision === undefined
        ? undefined
        : compareOn(parts, model, versionSide({ kind: 'git', path: model, revision }), data);
    },
    'onnxWorkbench.compareWithPredictions': async (resource, selected) => {
      const chosen = await target(resource, selected);
      if (!chosen) return undefined;
      const { model, data } = chosen;
      const title = vscode.l10n.t('Compare {0} with Predictions in Data', basename(model));
      const rows = data.length === 1 ? data[0] : await pickDataFor(engine, model, title, data);
      if (rows === undefined) return undefined;
      const name = vscode.l10n.t('predictions in {0}', basename(rows));
      return compareOn(parts, model, { side: { kind: 'predictions' }, name }, [rows]);
    },
    'onnxWorkbench.compareModelPredictions': async (...states) => {
      if (!(await mayRunModels())) return undefined;
      const models = await modelsInSourceControl(states);
      const model = models.length === 1 ? models[0] : await pickModel(engine, models, undefined);
      return model === undefined ? undefined : withHead(model, []);
    },
  };
}

interface Target {
  readonly model: string;
  readonly data: readonly string[];
}

/**
 * Compares a model as it is now with a baseline, on the only data given, else on the holdout that its settings name, else on
 * what is asked for.
 */
export async function compareOn(
  { engine, activeModel, pages }: CompareVersionParts,
  model: string,
  baseline: SubjectSide,
  data: readonly string[],
  candidate: SubjectSide = currentSide(model),
): Promise<ComparisonSummary | undefined> {
  const title = vscode.l10n.t('Compare {0} with {1}', baseline.name, candidate.name);
  const rows =
    data.length === 1 ? data[0] : ((await holdoutOf(model)) ?? (await pickDataFor(engine, model, title, data)));
  if (rows === undefined) return undefined;
  activeModel.set(model);
  const subject = { baseline, candidate, data: rows, folder: folderOf(model), options: {} };
  return comparisonSummary(await pages.open(subject));
}

async function holdoutOf(model: string): Promise<string | undefined> {
  const { data } = await findBeside(model);
  return data.find(({ role }) => role === 'holdout')?.path;
}

/** Of the rows that a command of Source Control was called on the models, else all models that have changed. */
async function modelsInSourceControl(states: readonly unknown[]): Promise<readonly string[]> {
  const models = states.flatMap((state) => modelOf(state) ?? []);
  if (models.length > 0) return models;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const changed = await Promise.all(folders.map(({ uri }) => changedModels(uri.fsPath)));
  return [...new Set(changed.flat())];
}

/** A row of Source Control names its file; called otherwise, a command may be given the file itself. */
function modelOf(state: unknown): string | undefined {
  const uri = typeof state === 'object' && state !== null && 'resourceUri' in state ? state.resourceUri : state;
  return uri instanceof vscode.Uri && uri.scheme === 'file' && fileKind(uri.fsPath) === 'model'
    ? uri.fsPath
    : undefined;
}
