import { homedir } from 'node:os';
import { dirname, parse } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { fileKind, MODEL_GLOB } from '../pick/kinds';
import { findCandidates } from '../pick/workspace-files';
import type { LogPlace } from './prediction-store';

/** Folders that are asked about; more of them hold models only where data sets of models are kept. */
const MOST_FOLDERS = 500;

/**
 * Where the runs of this window are logged: each workspace folder, each folder of it that holds models and so may have a
 * log of its own, and the model that the window is about; the user's own log where there is none of these.
 */
export async function findLogPlaces(
  engine: Pick<Client<EngineProtocol>, 'logPath'>,
  activeModel: string | undefined,
): Promise<readonly LogPlace[]> {
  const roots = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const active = activeModel === undefined ? [] : [dirname(activeModel)];
  const folders = [...roots.map(({ uri }) => uri.fsPath), ...active, ...(await foldersOfModels())];
  const asked = folders.length > 0 ? [...new Set(folders)].slice(0, MOST_FOLDERS) : [parse(homedir()).root];
  const places = await Promise.all(asked.map(async (near) => ({ near, path: await engine.logPath({ near }) })));
  return [...new Map(places.reverse().map((place) => [place.path, place])).values()].reverse();
}

async function foldersOfModels(): Promise<readonly string[]> {
  const source = new vscode.CancellationTokenSource();
  try {
    const accepts = (path: string): boolean => fileKind(path) === 'model';
    const models = await findCandidates({ glob: MODEL_GLOB, accepts, token: source.token });
    return models.map(({ path }) => dirname(path));
  } finally {
    source.dispose();
  }
}
