import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { SubjectSide } from '../../contract/compare-page';
import type { CommandHandlers } from '../commands/contract';
import { comparisonSummary } from '../compare/compare-commands';
import type { ModelsView } from '../models/models-view';
import { folderOf } from '../pick/workspace-files';
import { isRunNode, type RunNode } from '../predictions/nodes';
import type { PredictionsView } from '../predictions/predictions-view';
import { fullTime, shortTime } from '../runs/when';
import { mayRunModels } from '../trust';
import { compareOn, type CompareVersionParts } from './compare-version-commands';
import { pickOtherModel } from './pick-other-model';
import { isVersionNode, referenceOf, timeOf, type CommitNode, type SavedVersionNode } from './version-nodes';
import { versionSide } from './version-sides';

type CompareRowCommands = Pick<
  CommandHandlers,
  | 'onnxWorkbench.compareWithCurrent'
  | 'onnxWorkbench.compareVersions'
  | 'onnxWorkbench.compareRunWithModel'
  | 'onnxWorkbench.compareRuns'
>;

export interface CompareRowParts extends CompareVersionParts {
  readonly models: Pick<ModelsView, 'selectedVersions'>;
  readonly predictions: Pick<PredictionsView, 'selected'>;
}

/** Comparing what stands in a row of a view: a version of a model, or a run. */
export function createCompareRowCommands(parts: CompareRowParts): CompareRowCommands {
  const { models, predictions, pages } = parts;
  return {
    'onnxWorkbench.compareWithCurrent': async (node) => {
      const [one] = isVersionNode(node) ? [node] : models.selectedVersions();
      if (!one || !(await mayRunModels())) return undefined;
      return compareOn(parts, one.model.fsPath, versionSide(referenceOf(one)), []);
    },
    'onnxWorkbench.compareVersions': async (node, selected) => {
      const [older, newer] = byTime(rowsOf(node, selected, isVersionNode, models.selectedVersions()));
      if (!older || !newer || !(await mayRunModels())) return undefined;
      return compareOn(parts, newer.model.fsPath, versionSide(referenceOf(older)), [], versionSide(referenceOf(newer)));
    },
    'onnxWorkbench.compareRunWithModel': async (node) => {
      const [row] = isRunNode(node) ? [node] : predictions.selected();
      if (!row || !(await mayRunModels())) return undefined;
      const other = await pickOtherModel(parts.engine, row.run.model.path);
      return other && comparisonSummary(await pages.open(subjectOf(row, runSide(row), other)));
    },
    'onnxWorkbench.compareRuns': async (node, selected) => {
      const rows = rowsOf(node, selected, isRunNode, predictions.selected());
      const [older, newer] = rows.toSorted((one, other) => (one.run.start < other.run.start ? -1 : 1));
      if (!older || !newer) return undefined;
      return comparisonSummary(await pages.open(subjectOf(newer, runSide(older), runSide(newer))));
    },
  };
}

/** All selected rows, where the one that was clicked is among them. */
function rowsOf<T>(
  node: unknown,
  selected: unknown,
  isOne: (row: unknown) => row is T,
  otherwise: readonly T[],
): readonly T[] {
  return Array.isArray(selected) && selected.includes(node) ? selected.filter(isOne) : otherwise;
}

function byTime(rows: readonly (SavedVersionNode | CommitNode)[]): readonly (SavedVersionNode | CommitNode)[] {
  return rows.toSorted((one, other) => Date.parse(timeOf(one)) - Date.parse(timeOf(other)));
}

/** The logged inputs of the run are the rows. */
function subjectOf(
  { run, log }: RunNode,
  baseline: SubjectSide,
  candidate: SubjectSide,
): Parameters<CompareVersionParts['pages']['open']>[0] {
  return { baseline, candidate, folder: folderOf(run.model.path), options: {}, log };
}

/** Called by its model and the time of day, with the day where that is another one; by its own name where it has one. */
function runSide({ run }: RunNode): SubjectSide {
  const { language } = vscode.env;
  const own = `${basename(run.data.path)} → ${run.model.name}, ${fullTime(run.start, language)}`;
  const side = { kind: 'run', run: run.id } as const;
  if (run.name !== null) return { side, name: run.name, fullName: `${run.name}: ${own}` };
  return { side, name: `${run.model.name}, ${shortTime(run.start, Date.now(), language)}`, fullName: own };
}
