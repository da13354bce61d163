import { readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { WorkbenchError } from '../../contract/issue';
import { objectPath } from '../../versions/saved/store';
import type { Disposable } from '../disposables';
import { SAVED_SCHEME, savedReference } from './saved-uri';

/** Lets editors open saved versions, which lie beside the model by the hash of their content. Nothing writes there. */
export function registerSavedFiles(): Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const registration = vscode.workspace.registerFileSystemProvider(
    SAVED_SCHEME,
    {
      onDidChangeFile: changed.event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: async (uri) => {
        const { path, saved } = await contentOf(uri);
        const { size } = await stat(path);
        return { type: vscode.FileType.File, ctime: saved, mtime: saved, size };
      },
      readFile: async (uri) => readFile((await contentOf(uri)).path),
      readDirectory: () => [],
      createDirectory: readOnly,
      writeFile: readOnly,
      delete: readOnly,
      rename: readOnly,
    },
    { isReadonly: true },
  );
  return {
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}

async function contentOf(uri: vscode.Uri): Promise<{ readonly path: string; readonly saved: number }> {
  const { savedVersion } = await import('../../versions/saved/saved-versions');
  const { path, name } = savedReference(uri);
  try {
    const version = await savedVersion(path, name);
    return { path: objectPath(path, version.model.sha256), saved: Date.parse(version.saved) };
  } catch (error) {
    if (error instanceof WorkbenchError) throw vscode.FileSystemError.FileNotFound(error.message);
    throw error;
  }
}

function readOnly(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
