import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SubjectSide } from '../../contract/compare-page';
import type { VersionReference } from '../../contract/version';
import { fileAtRevision } from '../../versions/git-path';
import { pathInRepository, repositoryOf } from '../../versions/repository';
import { revisionOf } from '../../versions/revision';
import { gitUri, savedUri } from './saved-uri';

/**
 * Opens a version in the Inspector by its own address: to be looked at, not run. Throws WorkbenchError where the revision
 * or the file in it is not there.
 */
export async function openVersion(version: VersionReference): Promise<void> {
  const uri =
    version.kind === 'saved' ? savedUri(vscode.Uri.file(version.path), version.name) : await commitUri(version);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'onnxWorkbench.inspector', { preview: true });
}

/** Opens the model of a side: of a branch, the commit that was compared. A side that is no model has nothing to open. */
export async function openSide({ side, version }: SubjectSide): Promise<void> {
  if (side.kind !== 'model') return;
  if (!version) await vscode.commands.executeCommand('onnxWorkbench.openInspector', vscode.Uri.file(side.path));
  else
    await openVersion(
      version.kind === 'git' ? { ...version, revision: side.origin?.commit ?? version.revision } : version,
    );
}

/** The name that the model had then may be another one. */
async function commitUri({ path, revision }: Extract<VersionReference, { kind: 'git' }>): Promise<vscode.Uri> {
  const repository = await repositoryOf(path);
  const commit = await revisionOf(repository, revision, { mayFetch: () => Promise.resolve(false) });
  const file = await fileAtRevision(repository, commit, await pathInRepository(repository, path));
  return gitUri(join(repository.root, ...file.path.split('/')), commit.commit);
}
