import { join } from 'node:path';
import * as vscode from 'vscode';
import { repositoryOf } from '../../versions/repository';
import { gitUri, savedUri } from './saved-uri';
import type { CommitNode, SavedVersionNode } from './version-nodes';

/** Opens a version in the Inspector: to be looked at, not run. */
export async function openVersion(node: SavedVersionNode | CommitNode): Promise<void> {
  const uri = node.kind === 'savedVersion' ? savedUri(node.model, node.version.name) : await commitUri(node);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'onnxWorkbench.inspector', { preview: true });
}

/** The name that the model had then may be another one. */
async function commitUri({ model, revision }: CommitNode): Promise<vscode.Uri> {
  const { root } = await repositoryOf(model.fsPath);
  return gitUri(join(root, ...revision.path.split('/')), revision.commit);
}
