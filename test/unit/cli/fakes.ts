import { expect } from 'vitest';
import type { EngineProtocol } from '../../../src/contract/engine';
import type { PredictHead, PredictOutcome, PredictRequest } from '../../../src/contract/predict';
import type { Client } from '../../../src/contract/rpc';
import type { CommandContext, EngineNeeds } from '../../../src/cli/context';
import { runCli } from '../../../src/cli/run-cli';
import type { Terminal } from '../../../src/cli/terminal';

export const HEAD: PredictHead = {
  run: '0199c0de-0000-7000-8000-000000000000',
  result: 'r',
  log: '/logs/log.db',
  model: { path: 'wine.onnx', sha256: 'ab' },
  data: 'wine.csv',
  binding: [{ input: 'x', columns: ['a', 'b'], source: 'position' }],
  classes: ['no', 'yes'],
};

export const OK: Exclude<PredictOutcome, { status: 'stopped' }> = {
  status: 'ok',
  head: HEAD,
  rows: 2,
  skipped: 0,
  issues: [],
  timing: { parse: 1, bind: 2, infer: 3, write: 4, total: 10 },
  firstRun: false,
};

/** What an engine does in a test: calls that it does not have fail. */
export type FakeEngine = (needs: EngineNeeds) => Partial<Client<EngineProtocol>>;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FakeSurroundings {
  /** Width of a terminal; no terminal where absent. */
  readonly width?: number;
  readonly readerGone?: AbortSignal;
  /** Takes what Ctrl-C would call. */
  readonly interrupt?: (cancel: () => void) => void;
  readonly debug?: boolean;
  readonly folder?: string;
  readonly versions?: string;
}

/** Runs the command line with an engine of the test. */
export async function run(
  words: readonly string[],
  engine: FakeEngine,
  surroundings: FakeSurroundings = {},
): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const terminal: Terminal = {
    writeData: (data) => {
      stdout += typeof data === 'string' ? data : Buffer.from(data).toString();
      return Promise.resolve();
    },
    message: (text) => {
      stderr += `${text}\n`;
    },
    style: (_format, text) => text,
    styleData: (_format, text) => text,
    width: surroundings.width,
    progress: undefined,
    readerGone: surroundings.readerGone ?? new AbortController().signal,
  };
  const context: CommandContext = {
    terminal,
    folder: surroundings.folder ?? '/project',
    versions: surroundings.versions ?? '/cache',
    words,
    program: 'onnx-workbench',
    platform: 'linux',
    startEngine: (needs = {}) => ({
      engine: engine(needs) as Client<EngineProtocol>,
      pid: () => undefined,
      stop: () => Promise.resolve(),
      restart: () => Promise.resolve(),
      dispose: () => Promise.resolve(),
    }),
    onInterrupt: (cancel) => {
      surroundings.interrupt?.(cancel);
      return () => undefined;
    },
  };
  const code = await runCli(context, surroundings.debug ?? false);
  return { code, stdout, stderr };
}

/** An engine that answers `predict` with these rows and this outcome. */
export function predicting(outcome: PredictOutcome, ...chunks: string[]): FakeEngine {
  return ({ onWrite }) => ({
    predict: async (_request, options) => {
      if (outcome.status !== 'stopped') options?.onProgress?.({ kind: 'head', head: outcome.head });
      for (const chunk of chunks) await onWrite?.(Buffer.from(chunk));
      return outcome;
    },
  });
}

/** The request of `predict` that a command line gives to the engine. */
export async function predictRequestOf(words: readonly string[]): Promise<PredictRequest> {
  let request: PredictRequest | undefined;
  const { code, stderr } = await run(words, () => ({
    predict: (given) => {
      request = given;
      return Promise.resolve(OK);
    },
  }));
  expect(code, stderr).toBe(0);
  if (!request) throw new Error('predict was not called.');
  return request;
}
