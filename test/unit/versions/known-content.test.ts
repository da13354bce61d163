import { createHash } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import type { KnownContent } from '../../../src/contract/version';
import { fileHistory } from '../../../src/versions/git-history';
import { knownContents } from '../../../src/versions/known-content';
import { repositoryOf } from '../../../src/versions/repository';
import { createRepository, type GitRepository } from '../../support/git-repository';
import { temporaryFolder } from '../../support/temporary-folder';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

let folder: string;
let repository: GitRepository;

beforeEach(async () => {
  folder = temporaryFolder();
  repository = await createRepository(path.join(folder, 'repository'));
});

/** What is known of each revision of `a model.onnx`, the newest first. */
async function known(root: string): Promise<readonly (KnownContent | undefined)[]> {
  const history = await fileHistory(path.join(root, 'a model.onnx'), 10);
  const contents = await knownContents(await repositoryOf(root), history);
  return history.map(({ blob }) => contents.get(blob ?? ''));
}

test('size and hash of each revision; of a Git LFS pointer those of what it points to; none of a deleted file', async () => {
  await repository.commit('One', { 'model.onnx': 'one '.repeat(9) });
  await repository.git('mv', 'model.onnx', 'a model.onnx');
  await repository.commit('Renamed', {});
  const oid = sha256('large');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 123456789\n`;
  await repository.commit('Moved to LFS', { 'a model.onnx': pointer });
  await repository.git('rm', '--quiet', 'a model.onnx');
  await repository.commit('Gone', {});
  const first = { bytes: 36, sha256: sha256('one '.repeat(9)) };
  expect(await known(repository.root)).toEqual([undefined, { bytes: 123456789, sha256: oid }, first, first]);
});

test('a clone without blobs downloads none: what is not here is not known', async () => {
  await repository.commit('One', { 'a model.onnx': 'one' });
  await repository.commit('Two', { 'a model.onnx': 'two' });
  const clone = path.join(folder, 'clone');
  await repository.git('clone', '--quiet', '--filter=blob:none', pathToFileURL(repository.root).href, clone);
  expect(await known(clone)).toEqual([{ bytes: 3, sha256: sha256('two') }, undefined]);
});
