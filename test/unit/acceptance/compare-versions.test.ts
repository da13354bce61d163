import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/contract/comparison';
import type { Run } from '../../../src/contract/run';
import { saveVersion } from '../../../src/versions/saved/saved-versions';
import { MODELS } from '../../support/fixtures';
import { createRepository, type GitRepository } from '../../support/git-repository';

import { openWorkbench, type Workbench } from './support/workbench';

const PAIR = join(MODELS, 'pair-retrained-classifier');
const FLIPS = 23;

let folder: string;
let repository: GitRepository;
let models: string;
let first: string;
let workbench: Workbench;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'compare-versions-')));
  repository = await createRepository(join(folder, 'repository'));
  models = join(repository.root, 'models');
  first = await repository.commit('First', {
    'models/wine.onnx': readFileSync(join(PAIR, 'v1.onnx')),
    '.onnx-workbench/.gitignore': '*\n',
  });
  await saveVersion(join(models, 'wine.onnx'), [], { name: 'before tuning' });
  await repository.commit('Second', { 'models/wine.onnx': readFileSync(join(PAIR, 'v2.onnx')) });
  copyFileSync(join(PAIR, 'input.csv'), join(models, 'input.csv'));
  workbench = openWorkbench();
});

afterAll(async () => {
  await workbench.dispose();
  rmSync(folder, { recursive: true, force: true });
});

interface Compared {
  readonly code: number;
  readonly json: Comparison;
}

async function compare(
  baseline: string,
  candidate: string,
  words: readonly string[] = ['--no-log'],
): Promise<Compared> {
  const all = ['compare', baseline, candidate, '--data', 'input.csv', '--json', ...words];
  const { code, stdout, stderr } = await workbench.commandLine(all, models, { versions: join(folder, 'cache') });
  expect(stdout, stderr).not.toBe('');
  return { code, json: JSON.parse(stdout) as Comparison };
}

function settingsOf({ issues }: Comparison): readonly string[] {
  return issues.filter(({ code }) => code === 'version-settings').map(({ message }) => message);
}

describe('a version in Git', () => {
  it('is what the commit has, named as it was typed, with the original place and the commit', async () => {
    const { json } = await compare('git:HEAD~1:wine.onnx', 'wine.onnx');
    expect(json).toMatchObject({
      verdict: 'different',
      labels: { flips: FLIPS },
      baseline: { kind: 'model', name: 'git:HEAD~1:wine.onnx', path: join(models, 'wine.onnx'), commit: first },
      candidate: { name: 'wine.onnx', path: join(models, 'wine.onnx') },
    });
    expect(json.candidate).not.toHaveProperty('commit');
    expect(json.baseline.sha256).not.toBe(json.candidate.sha256);
  });

  it('that is the file of today is the same', async () => {
    const { json } = await compare('git:HEAD:wine.onnx', 'wine.onnx');
    expect(json).toMatchObject({ verdict: 'same', structure: { status: 'identical' } });
  });

  it.each(['models/wine.onnx', './wine.onnx', '../models/wine.onnx'])('may be named %s', async (path) => {
    const { json } = await compare(`git:HEAD~1:${path}`, 'git:HEAD:wine.onnx');
    expect(json).toMatchObject({ labels: { flips: FLIPS }, baseline: { commit: first } });
  });

  it('is logged where the runs of the original are, with its commit', async () => {
    const { json } = await compare('wine.onnx', 'git:HEAD~1:wine.onnx', []);
    const log = await workbench.engine.logShow({ near: join(models, 'wine.onnx'), run: json.run ?? '' });
    expect(log.path).toBe(join(repository.root, '.onnx-workbench', 'log.db'));
    const { model }: Pick<Run, 'model'> = log.run;
    expect(model).toMatchObject({ path: join(models, 'wine.onnx'), name: 'wine.onnx', revision: first });
  });

  it('is fed by the settings of today where its commit has none, and says so', async () => {
    const none = await compare('git:HEAD~1:wine.onnx', 'wine.onnx');
    expect(settingsOf(none.json)[0]).toContain('by no settings');
    writeFileSync(join(models, 'wine.onnx.workbench.json'), '{"version": 1, "classes": ["a", "b", "c"]}');
    try {
      const { json } = await compare('git:HEAD~1:wine.onnx', 'wine.onnx');
      expect(settingsOf(json)[0]).toContain('settings of today');
      expect(json.baseline.classes).toEqual(['a', 'b', 'c']);
    } finally {
      rmSync(join(models, 'wine.onnx.workbench.json'));
    }
  });

  it.each([
    ['git:nowhere:wine.onnx', 'revision-not-found'],
    ['git:HEAD:beer.onnx', 'not-in-revision'],
    ['version:after tuning', 'version-not-found'],
  ])('%s that is not there is said', async (side, code) => {
    expect(await compare(side, 'wine.onnx')).toMatchObject({ code: 2, json: { issues: [{ code }] } });
  });

  it.each(['git:HEAD', 'git::wine.onnx', 'git:HEAD:'])('%s lacks something', async (side) => {
    const ran = await workbench.commandLine(['compare', side, 'wine.onnx', '--data', 'input.csv'], models);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('[git-side]');
  });

  it('that is no model makes both incomparable', async () => {
    mkdirSync(join(models, 'broken'));
    await repository.commit('Broken', { 'models/broken/wine.onnx': 'no model at all' });
    const { code, json } = await compare('git:HEAD:broken/wine.onnx', 'wine.onnx');
    expect({ code, verdict: json.verdict }).toEqual({ code: 1, verdict: 'incomparable' });
  });
});

describe('a saved version', () => {
  it("is that of the other side's model", async () => {
    const { json } = await compare('version:before tuning', 'wine.onnx');
    expect(json).toMatchObject({
      labels: { flips: FLIPS },
      baseline: { kind: 'model', name: 'version:before tuning', path: join(models, 'wine.onnx') },
    });
    const git = await compare('git:HEAD~2:wine.onnx', 'version:before tuning');
    expect(git.json.verdict).toBe('same');
  });

  it('needs a model on the other side', async () => {
    for (const other of ['version:before tuning', 'predictions:']) {
      const { code, json } = await compare('version:before tuning', other);
      expect({ code, issue: json.issues[0]?.code }).toEqual({ code: 2, issue: 'version-of-what' });
    }
  });
});
