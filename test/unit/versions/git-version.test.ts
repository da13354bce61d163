import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { modelAtRevision, type GitVersionRequest } from '../../../src/versions/git-version';
import { createRepository, type GitRepository } from '../../support/git-repository';
import { temporaryFolder } from '../../support/temporary-folder';

let folder: string;
let repository: GitRepository;

beforeEach(async () => {
  folder = temporaryFolder();
  repository = await createRepository(path.join(folder, 'repository'));
});

function request(revision: string, more: Partial<GitVersionRequest> = {}): GitVersionRequest {
  return {
    path: path.join(repository.root, 'models', 'wine.onnx'),
    revision,
    cache: path.join(folder, 'cache'),
    mayFetch: () => Promise.resolve(false),
    externalData: () => Promise.resolve([]),
    ...more,
  };
}

function pointerTo(content: string): string {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${String(content.length)}\n`;
}

describe('a model at a revision', () => {
  test.for(['HEAD~1', 'v1', 'old', 'main~1'])(
    'is what the revision %s has, not what lies in the folder',
    async (revision) => {
      const commit = await repository.commit('First export', { 'models/wine.onnx': 'one' });
      await repository.git('tag', 'v1');
      await repository.git('branch', 'old');
      await repository.commit('Second export', { 'models/wine.onnx': 'two' });
      const version = await modelAtRevision(request(revision));
      expect(await readFile(version.path, 'utf8')).toBe('one');
      expect(version).toMatchObject({
        label: `wine.onnx @ ${commit.slice(0, 7)}`,
        commit: { commit, author: 'Ada', message: 'First export' },
        bytes: 3,
        settings: 'none',
      });
    },
  );

  test('is read once: the second time it comes from the cache, also where the repository is gone', async () => {
    await repository.commit('One', { 'models/wine.onnx': 'one' });
    const first = await modelAtRevision(request('HEAD'));
    expect((await modelAtRevision(request('HEAD'))).path).toBe(first.path);
  });

  test('is found under its former names', async () => {
    await repository.commit('One', { 'classifier.onnx': 'one '.repeat(100) });
    await mkdir(path.join(repository.root, 'models'));
    await repository.git('mv', 'classifier.onnx', 'models/grape.onnx');
    await repository.commit('Renamed', {});
    await repository.git('mv', 'models/grape.onnx', 'models/wine.onnx');
    for (const revision of ['HEAD', 'HEAD~1']) {
      expect(await readFile((await modelAtRevision(request(revision))).path, 'utf8')).toContain('one');
    }
    await repository.commit('Renamed again', {});
    expect(await readFile((await modelAtRevision(request('HEAD~2'))).path, 'utf8')).toContain('one');
  });

  test('brings its external data of that revision', async () => {
    await repository.commit('One', { 'models/wine.onnx': 'same', 'models/weights/w.bin': 'old weights' });
    await repository.commit('Two', { 'models/weights/w.bin': 'new weights' });
    const version = await modelAtRevision(
      request('HEAD~1', { externalData: () => Promise.resolve(['weights/w.bin', 'missing.bin']) }),
    );
    expect(await readFile(path.join(path.dirname(version.path), 'weights', 'w.bin'), 'utf8')).toBe('old weights');
  });

  test.for(['../secret.bin', '/etc/passwd', 'a/../../secret.bin'])('may not read its weights from %s', async (file) => {
    await repository.commit('One', { 'models/wine.onnx': 'one', 'secret.bin': 'secret' });
    await expect(modelAtRevision(request('HEAD', { externalData: () => Promise.resolve([file]) }))).rejects.toThrow(
      `weights in ${file}, outside its folder`,
    );
  });

  test('brings its settings of that revision, also those above it, and the list that they name', async () => {
    await repository.commit('One', {
      'models/wine.onnx': 'one',
      'models/wine.onnx.workbench.json': '{"version": 1, "classes": "names/classes.txt"}',
      'models/names/classes.txt': 'barolo\n',
      'models/labels.txt': 'grignolino\n',
      'workbench.json': '{"version": 1, "models": []}',
    });
    await rm(path.join(repository.root, 'models/wine.onnx.workbench.json'));
    const version = await modelAtRevision(request('HEAD', { currentSettings: { version: 1, id: 'now' } }));
    const beside = path.dirname(version.path);
    expect(version.settings).toBe('revision');
    expect(await readFile(`${version.path}.workbench.json`, 'utf8')).toContain('classes.txt');
    expect(await readFile(path.join(beside, 'names', 'classes.txt'), 'utf8')).toBe('barolo\n');
    expect(await readFile(path.join(beside, 'labels.txt'), 'utf8')).toBe('grignolino\n');
    expect(await readFile(path.join(beside, '..', 'workbench.json'), 'utf8')).toContain('models');
  });

  test('takes the settings of today where its revision has none', async () => {
    await repository.commit('One', { 'models/wine.onnx': 'one' });
    const version = await modelAtRevision(request('HEAD', { currentSettings: { version: 1, id: 'now' } }));
    expect(version.settings).toBe('current');
    expect(JSON.parse(await readFile(`${version.path}.workbench.json`, 'utf8'))).toEqual({ version: 1, id: 'now' });
  });
});

describe('what is not there', () => {
  test('no repository', async () => {
    const outside = path.join(folder, 'wine.onnx');
    await writeFile(outside, 'one');
    await expect(modelAtRevision(request('HEAD', { path: outside }))).rejects.toThrow(
      `${outside} is not in a Git repository`,
    );
  });

  test.for(['nowhere', '--output=x', 'HEAD~99', ''])('no revision %j', async (revision) => {
    await repository.commit('One', { 'models/wine.onnx': 'one' });
    await expect(modelAtRevision(request(revision))).rejects.toThrow(`has no revision '${revision}'`);
  });

  test('no such file at the revision', async () => {
    await repository.commit('One', { 'other.txt': 'one' });
    await expect(modelAtRevision(request('HEAD'))).rejects.toThrow(/\(One\) has no file models\/wine\.onnx/);
  });

  test('a revision before the history of a shallow clone: the command that fetches it', async () => {
    await repository.commit('One', { 'models/wine.onnx': 'one' });
    await repository.commit('Two', { 'models/wine.onnx': 'two' });
    const clone = path.join(folder, 'shallow');
    await repository.git('clone', '--quiet', '--depth=1', pathToFileURL(repository.root).href, clone);
    await expect(modelAtRevision(request('HEAD~1', { path: path.join(clone, 'models/wine.onnx') }))).rejects.toThrow(
      `git -C ${clone} fetch --unshallow`,
    );
  });

  test('a clone without blobs: the command that fetches it, and with leave it is fetched', async () => {
    await repository.commit('One', { 'models/wine.onnx': 'one' });
    await repository.commit('Two', { 'models/wine.onnx': 'two' });
    const clone = path.join(folder, 'blobless');
    await repository.git('clone', '--quiet', '--filter=blob:none', pathToFileURL(repository.root).href, clone);
    const blob = await repository.git('rev-parse', 'HEAD~1:models/wine.onnx');
    const from = { path: path.join(clone, 'models/wine.onnx') };
    await expect(modelAtRevision(request('HEAD~1', from))).rejects.toThrow(
      `is not on this machine. Get it with: git -C ${clone} cat-file -e ${blob}`,
    );
    const fetched = await modelAtRevision(request('HEAD~1', { ...from, mayFetch: () => Promise.resolve(true) }));
    expect(await readFile(fetched.path, 'utf8')).toBe('one');
  });

  test('a Git LFS object: the command that fetches it, with its size; where it is here it is used', async () => {
    const content = 'weights '.repeat(500_000);
    const pointer = pointerTo(content);
    const commit = await repository.commit('One', { 'models/wine.onnx': pointer });
    await expect(modelAtRevision(request('HEAD'))).rejects.toThrow(
      `is not on this machine (4.0 MB). Get it with: git -C ${repository.root} lfs fetch origin ${commit} --include=models/wine.onnx`,
    );
    const sha256 = createHash('sha256').update(content).digest('hex');
    const object = path.join(repository.root, '.git/lfs/objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    await mkdir(path.dirname(object), { recursive: true });
    await writeFile(object, content);
    expect((await modelAtRevision(request('HEAD'))).bytes).toBe(content.length);
  });

  test('a damaged Git LFS object is not used', async () => {
    await repository.commit('One', { 'models/wine.onnx': pointerTo('right') });
    const sha256 = createHash('sha256').update('right').digest('hex');
    const object = path.join(repository.root, '.git/lfs/objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    await mkdir(path.dirname(object), { recursive: true });
    await writeFile(object, 'wrong');
    await expect(modelAtRevision(request('HEAD'))).rejects.toThrow(/LFS object .* is damaged/);
  });

  test('no Git on the PATH', async () => {
    await repository.commit('One', { 'models/wine.onnx': 'one' });
    const before = process.env.PATH;
    onTestFinished(() => {
      process.env.PATH = before;
    });
    process.env.PATH = path.join(folder, 'nowhere');
    await expect(modelAtRevision(request('HEAD'))).rejects.toThrow('Git was not found');
  });

  test('cancelled', async () => {
    await repository.commit('One', { 'models/wine.onnx': 'one' });
    await expect(modelAtRevision(request('HEAD', { signal: AbortSignal.abort() }))).rejects.toThrow(/cancelled/);
  });
});
