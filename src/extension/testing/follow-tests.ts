import type { EngineProtocol } from '../../contract/engine';
import type { GoldenCase } from '../../contract/golden';
import type { Client } from '../../contract/rpc';
import type { Disposable } from '../disposables';
import { faultOfModel, stampOf } from '../on-change/files';
import { createFollower } from '../on-change/follower';
import { filesOfTest } from './test-files';

export interface FollowedTests {
  readonly engine: Pick<Client<EngineProtocol>, 'inspect'>;
  /** The tests that are meant now, by their ids. */
  readonly tests: () => ReadonlyMap<string, GoldenCase>;
  readonly watch: (files: readonly string[], onEvent: () => void) => Disposable;
  readonly mayRun: () => boolean;
  /** Runs these tests, by their ids; files of theirs have changed. */
  readonly run: (ids: readonly string[], changed: readonly string[]) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Runs tests again when a file that they read has changed: model, external data, settings, data or expected answers. */
export function followTests({ engine, tests, watch, mayRun, run, report }: FollowedTests): Disposable {
  let reads: ReadonlyMap<string, readonly string[]> = new Map();
  const of = (changed: readonly string[]): readonly string[] =>
    [...reads].filter(([, files]) => files.some((file) => changed.includes(file))).map(([id]) => id);
  const follower = createFollower({
    files: async () => {
      const own = await Promise.all(
        [...tests()].map(async ([id, test]) => [id, await filesOfTest(engine, test)] as const),
      );
      reads = new Map(own);
      return [...new Set(own.flatMap(([, files]) => files))];
    },
    // A test whose file has gone says so itself.
    isNeeded: () => false,
    watch,
    stampOf,
    unreadable: async (changed) => {
      const models = new Set(of(changed).flatMap((id) => tests().get(id)?.model ?? []));
      for (const model of models) {
        const message = changed.includes(model) ? await faultOfModel(engine, { model, folder: '' }) : undefined;
        if (message !== undefined) return { file: model, message };
      }
      return undefined;
    },
    mayRun,
    run: (changed) => run(of(changed), changed),
    // What cannot be read is what the next run says.
    say: () => undefined,
    report,
  });
  follower.start().catch(report);
  return follower;
}
