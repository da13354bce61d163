import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../../contract/errors';
import { OWN_SETTINGS_SUFFIX } from '../../contract/beside';
import type { EngineProtocol } from '../../contract/engine';
import type { InspectedFile } from '../../contract/inspector-page';
import { WorkbenchError } from '../../contract/issue';
import type { Client } from '../../contract/rpc';
import { versionCache } from '../../versions/version-cache';
import { folderOf } from '../pick/workspace-files';
import { shortPath } from '../paths';
import { SAVED_SCHEME, savedReference } from '../versions/saved-uri';

type Engine = Pick<Client<EngineProtocol>, 'inspect'>;

/** A model that can be read, wherever it lies. */
export interface ModelSource {
  readonly file: InspectedFile;
  /** Throws WorkbenchError where it cannot be got. The caller closes it. */
  open(): Promise<OpenedModel>;
}

/** A model on disk, at least for now. */
export interface OpenedModel {
  /** Relative to `folder`, or absolute. */
  readonly model: string;
  readonly folder: string;
  /** What only the opening told of the file. */
  readonly file?: Partial<InspectedFile>;
  close(): Promise<void>;
}

/** The source of any address: a file, or what a file system of VS Code gives, such as a version in Git. */
export function modelSource(uri: vscode.Uri, engine: Engine): ModelSource {
  if (uri.scheme === 'file') return fileSource(uri.fsPath);
  return uri.scheme === SAVED_SCHEME ? savedSource(uri) : versionSource(uri, engine);
}

function fileSource(path: string): ModelSource {
  const folder = folderOf(path);
  return {
    file: { name: basename(path), path },
    open: () => Promise.resolve({ model: shortPath(folder, path), folder, close: () => Promise.resolve() }),
  };
}

/** A saved version is read from the user's cache, where it lies with all its files. */
function savedSource(uri: vscode.Uri): ModelSource {
  const { path, name } = savedReference(uri);
  const title = vscode.l10n.t('Saved: {0}', name);
  return {
    file: { name: basename(path), path, version: { title, settings: 'none' } },
    open: async () => {
      const { copySaved } = await import('../../engine/client/version-side');
      const { side, settings } = await copySaved({ path, name }, title, versionCache(process.env));
      return inCache(side.path, { title, settings });
    },
  };
}

/**
 * A commit's model lies in the user's cache with its weights, as comparisons find it, in a trusted workspace. What is in no
 * commit, or cannot be had as a whole, is copied without weights.
 */
function versionSource(uri: vscode.Uri, engine: Engine): ModelSource {
  const path = vscode.Uri.file(uri.path).fsPath;
  const title = versionTitle(uri);
  const copy = copiedSource(uri);
  const revision = gitQuery(uri)?.ref ?? '';
  if (!vscode.workspace.isTrusted || !/\w/.test(revision)) return copy;
  return {
    file: copy.file,
    open: async () => {
      const { versionSide } = await import('../../engine/client/version-side');
      const reference = { kind: 'git', path, revision } as const;
      const context = { engine, cache: versionCache(process.env), mayFetch: () => Promise.resolve(false) };
      try {
        const { side, settings } = await versionSide(reference, title, context);
        return inCache(side.path, { title, settings });
      } catch (error) {
        if (error instanceof WorkbenchError) return copy.open();
        throw error;
      }
    },
  };
}

/** A model in the cache, which stays there. */
function inCache(model: string, version: NonNullable<InspectedFile['version']>): OpenedModel {
  return { model, folder: dirname(model), file: { version }, close: () => Promise.resolve() };
}

/** Copies the bytes, and the settings of the same version, else those of today, into a folder that goes with `close`. */
function copiedSource(uri: vscode.Uri): ModelSource {
  const name = basename(uri.path);
  const path = vscode.Uri.file(uri.path).fsPath;
  const title = versionTitle(uri);
  return {
    file: { name, path, version: { title, settings: 'none' } },
    open: async () => {
      const bytes = await readVersion(uri, name);
      const folder = await mkdtemp(join(tmpdir(), 'onnx-workbench-version-'));
      const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
      try {
        await writeFile(join(folder, name), bytes);
        const settings = await copySettings(uri, join(folder, name + OWN_SETTINGS_SUFFIX));
        return { model: name, folder, file: { version: { title, settings } }, close };
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}

async function readVersion(uri: vscode.Uri, name: string): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw new WorkbenchError('model', {
      code: 'version-unreadable',
      message: vscode.l10n.t('{0} cannot be read from {1}: {2}', name, uri.scheme, messageOf(error)),
      file: name,
    });
  }
}

async function copySettings(uri: vscode.Uri, target: string): Promise<'own' | 'current' | 'none'> {
  const own = besideVersion(uri, OWN_SETTINGS_SUFFIX);
  const candidates = [
    ['own', own],
    ['current', vscode.Uri.file(own.path)],
  ] as const;
  for (const [whose, settings] of candidates) {
    const bytes = await Promise.resolve(vscode.workspace.fs.readFile(settings)).catch(() => undefined);
    if (!bytes || bytes.length === 0) continue;
    await writeFile(target, bytes);
    return whose;
  }
  return 'none';
}

/** Git's addresses name the path a second time, in their query. */
function besideVersion(uri: vscode.Uri, suffix: string): vscode.Uri {
  const query = gitQuery(uri);
  const path = uri.path + suffix;
  return uri.with({ path, ...(query && { query: JSON.stringify({ ...query, path: query.path + suffix }) }) });
}

function versionTitle(uri: vscode.Uri): string {
  const query = gitQuery(uri);
  if (!query) return uri.scheme;
  if (query.ref === '' || query.ref === '~') return vscode.l10n.t('Git: staged');
  return vscode.l10n.t('Git: {0}', query.ref);
}

function gitQuery(uri: vscode.Uri): { readonly path: string; readonly ref: string } | undefined {
  if (uri.scheme !== 'git') return undefined;
  try {
    const query = JSON.parse(uri.query) as { readonly path?: unknown; readonly ref?: unknown } | null;
    const { path, ref } = query ?? {};
    return typeof path === 'string' && typeof ref === 'string' ? { path, ref } : undefined;
  } catch {
    return undefined;
  }
}
