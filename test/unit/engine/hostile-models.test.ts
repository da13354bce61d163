import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { EngineProtocol } from '../../../src/contract/engine';
import { WorkbenchError } from '../../../src/contract/issue';
import { request, startEngine } from '../../support/engine';
import { fixtureModels } from '../../support/fixtures';
import { mutateMessage } from '../../support/message-mutations';
import { chanceOf, firstSeed, mutate, STUMBLE, type Chance } from '../../support/mutations';
import { rounds } from '../../support/rounds';
import { temporaryFolder } from '../../support/temporary-folder';

const COUNT = rounds(120, 5_000);
const LIMITS = { load: 4_000, run: 4_000 };
/** A call is answered soon after the limits of loading and running. */
const LONGEST_MS = 20_000;

const client = startEngine();
afterAll(() => client.dispose());

interface Source {
  readonly title: string;
  readonly model: Buffer;
  readonly data: string;
}

function sources(): readonly Source[] {
  return fixtureModels().flatMap(({ title, path }) => {
    const data = join(dirname(path), 'input.csv');
    if (!existsSync(data) || statSync(path).size > 20_000) return [];
    return [{ title, model: readFileSync(path), data }];
  });
}

function mutated({ model }: Source, all: readonly Source[], chance: Chance): Buffer {
  if (chance.below(3) > 0) return mutateMessage(model, chance);
  return mutate(model, chance, all[chance.below(all.length)]?.model ?? model);
}

/** What a call came to: 'answered', the code of its error, or what else was thrown. */
async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    const answer = (await call) as {
      readonly status?: string;
      readonly issues?: readonly { readonly message: string }[];
    };
    const text = answer.issues?.find(({ message }) => STUMBLE.test(message))?.message;
    return text === undefined ? 'answered' : `said: ${text}`;
  } catch (error) {
    if (!(error instanceof WorkbenchError)) return `thrown: ${String(error)}`;
    return STUMBLE.test(error.message) ? `said: ${error.message}` : (error.issues[0]?.code ?? 'thrown: no issue');
  }
}

describe(`${COUNT} changed models`, () => {
  it('are answered or refused, each in time, and the engine goes on', async () => {
    const all = sources();
    expect(all.length).toBeGreaterThan(20);
    const folder = temporaryFolder();
    const { engine } = client;
    const calls: Readonly<Record<string, (file: string) => Promise<unknown>>> = {
      inspect: (model) => engine.inspect({ model, folder } satisfies Parameters<EngineProtocol['inspect']>[0]),
      structure: (candidate) => engine.structure({ baseline: 'whole.onnx', candidate, folder }),
      predict: (model) => engine.predict(request(folder, model, 'input.csv', { limits: LIMITS, pages: false })),
    };
    for (let seed = firstSeed(); seed < firstSeed() + COUNT; seed += 1) {
      const chance = chanceOf(seed);
      const source = all[chance.below(all.length)];
      if (!source) throw new Error('No model to change.');
      writeFileSync(join(folder, 'whole.onnx'), source.model);
      writeFileSync(join(folder, 'm.onnx'), mutated(source, all, chance));
      copyFileSync(source.data, join(folder, 'input.csv'));
      for (const [name, call] of Object.entries(calls)) {
        const started = performance.now();
        const end = await outcome(call('m.onnx'));
        const what = `WORKBENCH_SEED=${seed}, ${source.title}, ${name}`;
        expect(end, what).toMatch(/^[a-z0-9-]+$/);
        if (name !== 'predict') expect(end, what).not.toBe('engine-crashed');
        expect(performance.now() - started, what).toBeLessThan(LONGEST_MS);
      }
    }
    copyFileSync(join(folder, 'whole.onnx'), join(folder, 'm.onnx'));
    expect(await engine.predict(request(folder, 'm.onnx', 'input.csv'))).not.toMatchObject({ status: 'failed' });
  });
});
