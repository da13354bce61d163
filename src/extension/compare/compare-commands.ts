import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { CompareView, ComparisonSubject } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { Client } from '../../contract/rpc';
import type { CommandHandlers, ComparisonSummary } from '../commands/contract';
import type { ActiveModel } from '../models/active-model';
import { pickDataForBoth, pickModel } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import { folderOf } from '../pick/workspace-files';
import { mayRunModels } from '../trust';
import type { ComparePages } from './compare-pages';

type CompareCommands = Pick<
  CommandHandlers,
  | 'onnxWorkbench.compareAgain'
  | 'onnxWorkbench.selectForCompare'
  | 'onnxWorkbench.compareWithSelected'
  | 'onnxWorkbench.compareModels'
>;

export interface CompareCommandParts {
  readonly engine: Client<EngineProtocol>;
  readonly activeModel: ActiveModel;
  readonly pages: ComparePages;
}

/** Whether a model was selected for compare, so that another can be compared with it. */
const SELECTED_CONTEXT = 'onnxWorkbench.modelSelectedForCompare';

export function createCompareCommands({ engine, activeModel, pages }: CompareCommandParts): CompareCommands {
  let selected: string | undefined;

  const modelOf = async (resource?: vscode.Uri): Promise<string | undefined> => {
    const [given = resource ? undefined : activeModel.current()] = resolveTargets(resource, undefined).models;
    return given ?? pickModel(engine, [], undefined);
  };
  const compare = async (
    baseline: string,
    candidate: string,
    among: readonly string[],
  ): Promise<ComparisonSummary | undefined> => {
    if (!(await mayRunModels())) return undefined;
    const [only, ...others] = among;
    const data =
      only !== undefined && others.length === 0 ? only : await pickDataForBoth(engine, [baseline, candidate], among);
    if (data === undefined) return undefined;
    activeModel.set(candidate);
    return comparisonSummary(await pages.open(subjectOf(baseline, candidate, data)));
  };

  return {
    'onnxWorkbench.compareAgain': () => pages.compareAgain(),
    'onnxWorkbench.selectForCompare': async (resource) => {
      const model = await modelOf(resource);
      if (model === undefined) return;
      selected = model;
      await vscode.commands.executeCommand('setContext', SELECTED_CONTEXT, true);
    },
    'onnxWorkbench.compareWithSelected': async (resource, chosen) => {
      if (selected === undefined) throw nothingSelected();
      const model = await modelOf(resource);
      return model === undefined ? undefined : compare(selected, model, resolveTargets(resource, chosen).data);
    },
    'onnxWorkbench.compareModels': async (resource, chosen) => {
      const { models, data } = resolveTargets(resource, chosen);
      const [first, second, ...others] = models;
      if (others.length > 0) throw tooMany();
      const baseline = first ?? (await modelOf());
      if (baseline === undefined) return undefined;
      const candidate = second ?? (await pickModel(engine, [], undefined));
      return candidate === undefined ? undefined : compare(baseline, candidate, data);
    },
  };
}

function subjectOf(baseline: string, candidate: string, data: string): ComparisonSubject {
  const [before, after] = namesOf(baseline, candidate);
  return {
    baseline: { side: { kind: 'model', path: baseline }, name: before },
    candidate: { side: { kind: 'model', path: candidate }, name: after },
    data,
    folder: folderOf(candidate),
    options: {},
  };
}

/** The files' names, with the way to them where these are the same. */
function namesOf(baseline: string, candidate: string): readonly [string, string] {
  const names = [basename(baseline), basename(candidate)] as const;
  if (names[0] !== names[1]) return names;
  return [vscode.workspace.asRelativePath(baseline), vscode.workspace.asRelativePath(candidate)];
}

/** Undefined where nothing was compared. */
export function comparisonSummary(view: CompareView | undefined): ComparisonSummary | undefined {
  if (!view) return undefined;
  if (view.kind !== 'compared') return { status: view.kind, run: null };
  return { status: view.comparison.verdict, run: view.comparison.run };
}

function nothingSelected(): WorkbenchError {
  return new WorkbenchError('usage', {
    code: 'nothing-selected-for-compare',
    message: vscode.l10n.t('Select a model first, with Select for Compare.'),
  });
}

function tooMany(): WorkbenchError {
  return new WorkbenchError('usage', {
    code: 'compare-two-models',
    message: vscode.l10n.t('Two models are compared with each other: select two.'),
  });
}
