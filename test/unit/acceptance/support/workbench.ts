import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineProtocol } from '../../../../src/contract/engine';
import type { BindingOptions } from '../../../../src/contract/binding-options';
import type { Prediction, PredictOutcome, PredictRequest } from '../../../../src/contract/predict';
import type { Client } from '../../../../src/contract/rpc';
import { createEngineClient } from '../../../../src/engine/client/engine-client';
import { request } from '../../../support/engine';
import { run, type FakeSurroundings, type Ran } from '../../cli/fakes';

const DIST = join(import.meta.dirname, '../../../../dist');

export interface Answer {
  readonly outcome: PredictOutcome;
  readonly predictions: readonly Prediction[];
}

export interface Asked {
  /** Absolute paths. */
  readonly model: string;
  readonly data: string;
  readonly binding?: BindingOptions;
  readonly more?: Partial<PredictRequest>;
}

/** One engine for a whole file of tests. */
export interface Workbench {
  readonly engine: Client<EngineProtocol>;
  predict(asked: Asked): Promise<Answer>;
  /** The command line in this process, over the same engine. */
  commandLine(words: readonly string[], folder: string, more?: Pick<FakeSurroundings, 'versions'>): Promise<Ran>;
  dispose(): Promise<void>;
}

/** The built file of this name; `npm run build` makes it. */
export function built(name: string): string {
  const path = join(DIST, name);
  if (!existsSync(path)) throw new Error(`${path} is not there: npm run build makes it.`);
  return path;
}

/** Predictions are taken from the stream, so one is made at a time. */
export function openWorkbench(): Workbench {
  let take: (bytes: Uint8Array) => Promise<void> | void = () => undefined;
  const client = createEngineClient({ entry: built('engine.js'), onWrite: (bytes) => take(bytes) });
  return {
    engine: client.engine,
    predict: async ({ model, data, binding = {}, more = {} }) => {
      const chunks: Uint8Array[] = [];
      take = (bytes) => {
        chunks.push(bytes);
      };
      const outcome = await client.engine.predict(
        request('/', model, data, {
          binding,
          pages: false,
          output: { kind: 'stream', format: 'predictions-json', keep: 'none' },
          source: 'test',
          ...more,
        }),
      );
      const predictions = JSON.parse(`[${Buffer.concat(chunks).toString()}]`) as Prediction[];
      return { outcome, predictions };
    },
    commandLine: (words, folder, more = {}) =>
      run(
        words,
        ({ onWrite }) => {
          take = onWrite ?? take;
          return client.engine;
        },
        { folder, ...more },
      ),
    dispose: () => client.dispose(),
  };
}
