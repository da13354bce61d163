import * as vscode from 'vscode';
import { WorkbenchError } from '../../contract/issue';
import { activeTabUri } from '../active-tab';
import { fileKind, looksLikeData } from './kinds';

/** The models and data files that a command was given. Absolute paths. */
export interface Targets {
  readonly models: readonly string[];
  readonly data: readonly string[];
}

/**
 * What a command was called on: the files selected in the Explorer, else the active editor's file.
 * Throws WorkbenchError (`usage`) for a file that is not on the disk of the machine that VS Code works on.
 */
export function resolveTargets(resource: vscode.Uri | undefined, selected: readonly vscode.Uri[] | undefined): Targets {
  if (!resource) {
    const active = activeFile();
    return active !== undefined && (fileKind(active) === 'model' || looksLikeData(active))
      ? byKind([active])
      : byKind([]);
  }
  const uris = selected?.length ? selected : [resource];
  return byKind(uris.map(localPath));
}

function byKind(paths: readonly string[]): Targets {
  const unique = [...new Set(paths)];
  const of = (kind: 'model' | 'data'): string[] => unique.filter((path) => fileKind(path) === kind);
  return { models: of('model'), data: of('data') };
}

function localPath(uri: vscode.Uri): string {
  if (uri.scheme === 'file') return uri.fsPath;
  throw new WorkbenchError('usage', {
    code: 'not-a-local-file',
    message: vscode.l10n.t('{0} is not a file on disk. Save it in a folder, then run it from there.', uri.toString()),
  });
}

function activeFile(): string | undefined {
  const uri = activeTabUri();
  return uri?.scheme === 'file' ? uri.fsPath : undefined;
}
