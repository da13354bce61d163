import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Subject } from '../../contract/results-page';
import type { Client } from '../../contract/rpc';
import { findBeside } from '../models/beside';
import { judgeData, judgeModels, judgeTwice, type Judge } from './judge';
import { DATA_EXTENSIONS, DATA_GLOB, MODEL_GLOB, fileKind, looksLikeData } from './kinds';
import { pickFile } from './pick-file';
import type { Targets } from './targets';
import { findCandidates, folderOf } from './workspace-files';

export type PickSubject = (targets: Targets) => Promise<Subject | undefined>;

/** Asks for what is missing of model and data, and for which where there are several. Undefined when a list was closed. */
export function createPickSubject(engine: Client<EngineProtocol>): PickSubject {
  return async ({ models, data }) => {
    const model = single(models) ?? (await pickModel(engine, models, single(data)));
    if (model === undefined) return undefined;
    const title = vscode.l10n.t('Run Prediction with {0}', basename(model));
    const rows = single(data) ?? (await pickDataFor(engine, model, title, data));
    return rows === undefined ? undefined : { model, data: rows, folder: folderOf(model) };
  };
}

/** Asks for a model of the workspace, those that take `data` first. `among`: only these, where there are any. */
export function pickModel(
  engine: Client<EngineProtocol>,
  among: readonly string[],
  data: string | undefined,
): Promise<string | undefined> {
  const near = data ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return pickFile({
    title: data === undefined ? vscode.l10n.t('Choose a Model') : vscode.l10n.t('Run {0} with...', basename(data)),
    placeholder: vscode.l10n.t('Which model?'),
    near,
    find: (token) =>
      chosenOr(among, () =>
        findCandidates({
          glob: MODEL_GLOB,
          accepts: (path) => fileKind(path) === 'model',
          ...(data !== undefined && { beside: data }),
          token,
        }),
      ),
    ...(data !== undefined && { judge: judgeModels(engine, data, folderOf(data)) }),
    dialog: { name: vscode.l10n.t('ONNX Models'), extensions: ['onnx'] },
  });
}

/** Asks for data, what the model takes first. `among`: only these, where there are any. */
export function pickDataFor(
  engine: Client<EngineProtocol>,
  model: string,
  title: string,
  among: readonly string[],
): Promise<string | undefined> {
  return pickFile({
    title,
    placeholder: vscode.l10n.t('Which data?'),
    near: model,
    find: (token) =>
      chosenOr(among, () => findCandidates({ glob: DATA_GLOB, accepts: looksLikeData, beside: model, token })),
    judge: judgeData(engine, model, folderOf(model)),
    dialog: { name: vscode.l10n.t('Data Files'), extensions: DATA_EXTENSIONS },
  });
}

/**
 * Asks for data that two models take, what the settings of the second, else of the first, name as `holdout` before the
 * rest. `among`: only these, where there are any.
 */
export async function pickDataForBoth(
  engine: Client<EngineProtocol>,
  [first, second]: readonly [string, string],
  among: readonly string[] = [],
): Promise<string | undefined> {
  const judge = (model: string): Judge => judgeData(engine, model, folderOf(model));
  return pickFile({
    title: vscode.l10n.t('Compare {0} with {1}', basename(first), basename(second)),
    placeholder: vscode.l10n.t('On which data?'),
    near: second,
    find: async (token) => {
      const holdouts = among.length > 0 ? [] : await holdoutsOf([second, first]);
      const found = await chosenOr(among, () =>
        findCandidates({ glob: DATA_GLOB, accepts: looksLikeData, beside: second, token }),
      );
      const others = found.filter(({ path }) => !holdouts.includes(path));
      return [...holdouts.map((path) => ({ path, ignoredByGit: false, isNamed: true })), ...others];
    },
    judge: judgeTwice(judge(first), judge(second)),
    dialog: { name: vscode.l10n.t('Data Files'), extensions: DATA_EXTENSIONS },
  });
}

async function holdoutsOf(models: readonly string[]): Promise<readonly string[]> {
  const named = await Promise.all(models.map(async (model) => (await findBeside(model)).data));
  return [...new Set(named.flat().flatMap(({ role, path }) => (role === 'holdout' ? [path] : [])))];
}

type Found = Awaited<ReturnType<typeof findCandidates>>;

async function chosenOr(among: readonly string[], find: () => Promise<Found>): Promise<Found> {
  return among.length > 0 ? among.map((path) => ({ path, ignoredByGit: false })) : find();
}

function single(paths: readonly string[]): string | undefined {
  return paths.length === 1 ? paths[0] : undefined;
}
