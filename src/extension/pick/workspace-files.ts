import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { ignoredByGit } from './git-ignored';
import type { Candidate } from './order';

/** Folders full of other people's files, and those of saved versions, beside what `files.exclude` names. */
const OTHERS_FOLDERS = '**/{node_modules,site-packages,.venv,venv,.git,.onnx-workbench,.onnx-versions,__pycache__}/**';
const MOST_FILES = 2_000;

export interface FileSearch {
  readonly glob: string;
  /** Which of the files found are meant. */
  readonly accepts: (path: string) => boolean;
  /** A chosen file: those that lie beside it are found even outside every workspace folder. */
  readonly beside?: string;
  /** At most so many files of the workspace; 2,000 where it is left out. */
  readonly most?: number;
  readonly token: vscode.CancellationToken;
}

/**
 * Local files of all workspace folders and beside a chosen file. What Git ignores is found too, and marked; in an untrusted
 * window nothing is, because Git runs what a repository's configuration names, and Windows looks for it in the folder.
 */
export async function findCandidates(search: FileSearch): Promise<Candidate[]> {
  const [found, neighbours] = await Promise.all([
    vscode.workspace.findFiles(search.glob, OTHERS_FOLDERS, search.most ?? MOST_FILES, search.token),
    search.beside === undefined ? [] : filesIn(dirname(search.beside)),
  ]);
  const local = found.filter((uri) => uri.scheme === 'file').map((uri) => uri.fsPath);
  const paths = [...new Set([...neighbours, ...local])].filter(search.accepts);
  const ignored = vscode.workspace.isTrusted ? await ignoredInFolders(paths) : new Set<string>();
  return paths.map((path) => ({ path, ignoredByGit: ignored.has(path) }));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(folder, entry.name));
}

async function ignoredInFolders(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const byFolder = Map.groupBy(paths, folderOf);
  const answers = await Promise.all([...byFolder].map(([folder, group]) => ignoredByGit(folder, group)));
  return new Set(answers.flatMap((answer) => [...answer]));
}

/** The folder that messages about a file take paths relative to: its workspace folder, else the one that it lies in. */
export function folderOf(path: string): string {
  return workspaceFolderOf(path) ?? dirname(path);
}

/** The workspace folder that a path lies in. */
export function workspaceFolderOf(path: string): string | undefined {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path))?.uri.fsPath;
}
