import type * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { findModels } from '../models/workspace-models';
import { shortPath } from '../paths';
import { groupTests, type TestGroup } from './test-groups';

/** The golden tests of a workspace folder. */
export interface FolderTests {
  readonly folder: vscode.WorkspaceFolder;
  readonly groups: readonly TestGroup[];
}

/** The golden tests of the models of the workspace. A workspace without models does not start the engine. */
export async function findGoldenTests(
  engine: Pick<Client<EngineProtocol>, 'findTests'>,
  token: vscode.CancellationToken,
): Promise<readonly FolderTests[]> {
  const { folders } = await findModels(token);
  const found: FolderTests[] = [];
  for (const { folder, models } of folders) {
    if (models.length === 0) continue;
    const root = folder.uri.fsPath;
    const short = (path: string): string => (path === root ? '' : shortPath(root, path));
    const tests = await engine.findTests({ paths: models.map(short), folder: root });
    if (tests.length > 0) found.push({ folder, groups: groupTests(tests, short) });
  }
  return found;
}
