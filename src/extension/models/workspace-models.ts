import { existsSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import * as vscode from 'vscode';
import { fileKind, MODEL_GLOB } from '../pick/kinds';
import { findCandidates, workspaceFolderOf } from '../pick/workspace-files';

/** Beyond this nobody looks through a tree. */
const MOST_MODELS = 10_000;

export interface FolderModels {
  /** The workspace folder. */
  readonly folder: vscode.WorkspaceFolder;
  /** Absolute paths, in the order of the Explorer. */
  readonly models: readonly string[];
}

export interface WorkspaceModels {
  readonly folders: readonly FolderModels[];
  /** How many models there are beside these that Git ignores. */
  readonly ignored: number;
}

/**
 * The models of every workspace folder. What Git ignores is left out, except where the setting says otherwise or DVC
 * keeps the file: it has Git ignore what it tracks.
 */
export async function findModels(token: vscode.CancellationToken): Promise<WorkspaceModels> {
  const found = await findCandidates({
    glob: MODEL_GLOB,
    accepts: (path) => fileKind(path) === 'model',
    most: MOST_MODELS,
    token,
  });
  const shown = found.filter(({ path, ignoredByGit }) => !ignoredByGit || showsIgnored(path) || isKeptByDvc(path));
  const byFolder = Map.groupBy(shown, ({ path }) => workspaceFolderOf(path));
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => ({
    folder,
    models: (byFolder.get(folder.uri.fsPath) ?? []).map(({ path }) => path).sort(compareModels),
  }));
  return { folders, ignored: found.length - shown.length };
}

function showsIgnored(path: string): boolean {
  return vscode.workspace.getConfiguration('onnxWorkbench', vscode.Uri.file(path)).get('models.showGitIgnored', false);
}

/** Whether `x.onnx.dvc` lies beside `x.onnx`, or `models.dvc` beside one of the folders above, within the workspace. */
function isKeptByDvc(path: string): boolean {
  const root = workspaceFolderOf(path);
  for (let kept = path; kept !== root && kept !== dirname(kept); kept = dirname(kept)) {
    if (existsSync(`${kept}.dvc`)) return true;
  }
  return false;
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** By name; of the same name the one nearest to the top first. */
function compareModels(a: string, b: string): number {
  return collator.compare(basename(a), basename(b)) || depth(a) - depth(b) || collator.compare(a, b);
}

function depth(path: string): number {
  return path.split(sep).length;
}
