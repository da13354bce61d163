import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyExternalData } from '../../../src/engine/model-files';
import { WorkbenchError } from '../../../src/contract/issue';
import { externalDataOf } from '../../../src/engine/client/external-data';
import { modelAtRevision } from '../../../src/versions/git-version';
import { saveVersion, writeVersionTo } from '../../../src/versions/saved/saved-versions';
import { compareRequest, request, startEngine } from '../../support/engine';
import { buildModel, node, tensor } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

const client = startEngine();
afterAll(() => client.dispose());

/** Adds four weights that lie elsewhere. */
function model(location: string): Uint8Array {
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows', 4])],
    outputs: [tensor('y', 'float32', ['rows', 4])],
    nodes: [node('Add', ['x', 'w'], ['y'])],
    initializers: [{ name: 'w', dtype: 'float32', dims: [4], external: { location } }],
  });
}

const SECRET = Float32Array.of(7, 7, 7, 7);
const OWN = Float32Array.of(1, 1, 1, 1);

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer);
}

/** A folder `model` with a good model, and one whose weights lie outside it by way of `location`. */
function workspace(location: string): { readonly root: string; readonly folder: string } {
  const root = temporaryFolder({
    'secret.bin': bytesOf(SECRET),
    'model/good.onnx': model('own.bin'),
    'model/own.bin': bytesOf(OWN),
    'model/m.onnx': model(location),
    'model/in.csv': 'x_0,x_1,x_2,x_3\n1,2,3,4\n',
  });
  const folder = join(root, 'model');
  symlinkSync('../secret.bin', join(folder, 'link.bin'));
  symlinkSync('..', join(folder, 'out'));
  symlinkSync('out/secret.bin', join(folder, 'chain.bin'));
  return { root, folder };
}

async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WorkbenchError) return error.issues[0]?.code;
    throw error;
  }
  return undefined;
}

const ways = ['../secret.bin', 'link.bin', 'out/secret.bin', 'chain.bin', 'out/model/../secret.bin', '..\\secret.bin'];

describe.each(ways)('weights outside the model’s folder, by way of %s', (location) => {
  it('are told by inspect', async () => {
    const { folder } = workspace(location);
    const { problems } = await client.engine.inspect({ model: 'm.onnx', folder });
    expect(problems.map(({ code }) => code)).toContain('external-data-outside');
  });

  it('keep predict, compare and the comparison of structures from answering', async () => {
    const { folder } = workspace(location);
    const { engine } = client;
    expect(await codeOf(engine.predict(request(folder, 'm.onnx', 'in.csv')))).toBe('external-data-outside');
    const sides = compareRequest(folder, ['good.onnx', 'm.onnx'], 'in.csv');
    const compared = await engine.compare(sides).then(
      (outcome) => JSON.stringify(outcome),
      (error: unknown) => JSON.stringify((error as WorkbenchError).issues),
    );
    expect(compared).toContain('external-data-outside');
    const structure = engine.structure({ baseline: 'good.onnx', candidate: 'm.onnx', folder });
    expect(await codeOf(structure)).toBe('external-data-outside');
  });

  it('are not kept with a saved version', async () => {
    const { folder } = workspace(location);
    const path = join(folder, 'm.onnx');
    const files = await externalDataOf(client.engine, path);
    expect(await codeOf(saveVersion(path, files, { name: 'one' }))).toBe('version-outside');
    const kept = join(folder, '.onnx-versions');
    const contents = existsSync(kept) ? readdirSync(kept, { recursive: true, withFileTypes: true }) : [];
    for (const file of contents.filter((entry) => entry.isFile()))
      expect(readFileSync(join(file.parentPath, file.name)).equals(bytesOf(SECRET))).toBe(false);
  });

  it('are not taken out of Git', async () => {
    const { root, folder } = workspace(location);
    const git = (...words: string[]): void =>
      void execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words]);
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'all');
    const cache = temporaryFolder();
    const copy = modelAtRevision({
      path: join(folder, 'm.onnx'),
      revision: 'HEAD',
      cache,
      mayFetch: () => Promise.resolve(false),
      externalData: (blob) => externalDataOf(client.engine, blob),
    });
    const found = await copy.then(
      ({ path }) => path,
      (error: unknown) => (error as WorkbenchError).issues[0]?.code,
    );
    if (found === 'external-data-outside') return;
    // Git keeps links as links: the copy has no weights.
    const answer = client.engine.predict(request(cache, found ?? '', join(folder, 'in.csv')));
    expect(await codeOf(answer)).toMatch(/^external-data-(?:missing|short|outside)$/);
  });
});

describe('a link that is changed after the look at it', () => {
  it('is not followed when weights are copied', async () => {
    const { folder } = workspace('own.bin');
    rmSync(join(folder, 'own.bin'));
    symlinkSync('../secret.bin', join(folder, 'own.bin'));
    const target = join(temporaryFolder(), 'copy');
    expect(await codeOf(copyExternalData(join(folder, 'm.onnx'), ['own.bin'], target))).toBe('external-data-outside');
    expect(existsSync(target)).toBe(false);
  });

  it('never feeds what lies outside, however often it is changed', async () => {
    const { folder } = workspace('own.bin');
    writeFileSync(join(folder, 'kept.bin'), bytesOf(OWN));
    const place = join(folder, 'own.bin');
    let swaps = 0;
    const timer = setInterval(() => {
      rmSync(place, { force: true });
      symlinkSync(swaps++ % 2 === 0 ? '../secret.bin' : 'kept.bin', place);
    }, 1);
    try {
      for (let round = 0; round < 30; round++) {
        const outcome = await client.engine.predict(request(folder, 'm.onnx', 'in.csv')).catch(() => undefined);
        if (outcome?.status !== 'ok') continue;
        const page = await client.engine.rows({ result: outcome.head.result, start: 0, end: 1 });
        expect(page.rows[0]?.prediction.outputs).toEqual({ y: [2, 3, 4, 5] });
      }
    } finally {
      clearInterval(timer);
    }
    expect(swaps).toBeGreaterThan(0);
  });
});

describe('a version that is restored', () => {
  it('is not written through a linked folder', async () => {
    const root = temporaryFolder({ 'model/m.onnx': model('sub/w.bin'), 'model/sub/w.bin': bytesOf(OWN), 'else/x': '' });
    const path = join(root, 'model/m.onnx');
    const version = await saveVersion(path, ['sub/w.bin'], { name: 'one' });
    rmSync(join(root, 'model/sub'), { recursive: true });
    symlinkSync('../else', join(root, 'model/sub'));
    expect(await codeOf(writeVersionTo(path, version, join(root, 'model')))).toBe('version-outside');
    expect(readdirSync(join(root, 'else'))).toEqual(['x']);
    mkdirSync(join(root, 'new'));
    await writeVersionTo(path, version, join(root, 'new'));
    expect(readdirSync(join(root, 'new/sub'))).toEqual(['w.bin']);
  });
});
