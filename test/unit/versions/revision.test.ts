import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import type { MissingContent } from '../../../src/contract/version';
import { repositoryOf } from '../../../src/versions/repository';
import { revisionOf } from '../../../src/versions/revision';
import { createRepository, type GitRepository } from '../../support/git-repository';
import { temporaryFolder } from '../../support/temporary-folder';

let clone: string;
let server: GitRepository;

beforeEach(async () => {
  const folder = temporaryFolder();
  clone = path.join(folder, 'clone');
  server = await createRepository(path.join(folder, 'server'));
  await server.commit('First', { 'wine.onnx': 'one' });
  await server.git('branch', 'other');
  await server.commit('Second', { 'wine.onnx': 'two' });
  await server.git('clone', '--quiet', '--depth=1', pathToFileURL(server.root).href, clone);
});

interface Found {
  readonly message: string;
  readonly asked: readonly MissingContent[];
}

/** The commit's message, else the error's, and what was asked for. */
async function find(revision: string, allowed: boolean): Promise<Found> {
  const asked: MissingContent[] = [];
  const mayFetch = (missing: MissingContent): Promise<boolean> => {
    asked.push(missing);
    return Promise.resolve(allowed);
  };
  const found = await revisionOf(await repositoryOf(clone), revision, { mayFetch }).catch((error: unknown) => error);
  return { message: (found as { readonly message: string }).message, asked };
}

describe('a revision that a shallow clone does not have', () => {
  const missing = [
    ['HEAD~1', 'First', 'fetch --unshallow'],
    ['origin/other', 'First', 'fetch --depth=1 origin +refs/heads/other:refs/remotes/origin/other'],
    ['origin/main~1', 'First', 'fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main'],
  ] as const;

  test.for(missing)('%s: the command is named, and nothing is downloaded unasked', async ([revision, , words]) => {
    const command = `git -C ${clone} ${words}`;
    const { message, asked } = await find(revision, false);
    expect(message).toContain(`a shallow clone). Get it with: ${command}`);
    expect(asked).toEqual([{ what: `The revision '${revision}'`, command }]);
  });

  test.for(missing)('%s: with leave it is downloaded', async ([revision, message]) => {
    expect(await find(revision, true)).toMatchObject({ message });
  });

  test('and neither has the server: Git says why', async () => {
    const { message } = await find('origin/nowhere', true);
    expect(message).toMatch(/Getting it failed \(.*refs\/heads\/nowhere.*\)\. Try it in a terminal: git -C/);
  });
});

test('what is here is not asked for', async () => {
  expect(await find('HEAD', true)).toEqual({ message: 'Second', asked: [] });
});
