import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLogWatch } from '../../../../src/extension/predictions/log-watch';
import { openedLog } from '../../log/support/log';
import { NEW_RUN } from '../../log/support/new-run';
import { someRows } from '../../log/support/some-rows';
import { temporaryFolder } from '../../../support/temporary-folder';
import { until } from '../../../support/until';

const LOOK_MS = 5;

interface Watched {
  readonly count: () => number;
  /** Resolves when `change` was told once more. */
  told(change: () => unknown): Promise<void>;
  watch(logs: readonly string[]): Promise<void>;
  dispose(): void;
}

function watching(onChange: () => Promise<void> = () => Promise.resolve()): Watched {
  let changes = 0;
  const watch = createLogWatch(() => {
    changes += 1;
    return onChange();
  }, LOOK_MS);
  onTestFinished(() => {
    watch.dispose();
  });
  return {
    count: () => changes,
    told: async (change) => {
      const before = changes;
      await change();
      await until('the change is told', () => Promise.resolve(changes > before ? true : undefined));
    },
    watch: (logs) => watch.watch(logs),
    dispose: () => watch.dispose(),
  };
}

/** Long enough for many looks. */
const looks = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40 * LOOK_MS));

describe('watching a log', () => {
  it('tells a run that begins, its rows, its end and its deletion', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const log = await openedLog(path);
    const watched = watching();
    await watched.watch([path]);
    let run = '';
    await watched.told(async () => (run = (await log.startRun(NEW_RUN)).run.id));
    await watched.told(() => log.appendBatch(run, 0, 1, someRows(0, ['a'])));
    await watched.told(() => log.finishRun(run, { status: 'ok', rows: 1 }));
    await watched.told(() => log.deleteRuns([run]));
  });

  it('tells a log that is made, and one that goes', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const watched = watching();
    await watched.watch([path, join(temporaryFolder(), 'never.db')]);
    await watched.told(async () => (await openedLog(path)).startRun(NEW_RUN));
    await watched.told(() => rmSync(path));
  });

  it('does not take reading for a change', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const writer = await openedLog(path);
    await writer.startRun(NEW_RUN);
    await writer.close();
    const watched = watching();
    await watched.watch([path]);
    for (let times = 0; times < 3; times++) {
      const reader = await openedLog(path, { mode: 'read' });
      expect(await reader.listRuns({ limit: 10 })).toHaveLength(1);
      await looks();
      await reader.close();
    }
    await looks();
    expect(watched.count()).toBe(0);
  });

  it('waits until a change was dealt with before it looks again', async () => {
    const path = join(temporaryFolder({ 'log.db': 'a' }), 'log.db');
    const { promise: dealtWith, resolve } = Promise.withResolvers<undefined>();
    const watched = watching(() => dealtWith);
    await watched.watch([path]);
    await watched.told(() => appendFileSync(path, 'b'));
    appendFileSync(path, 'c');
    await looks();
    expect(watched.count()).toBe(1);
    await watched.told(() => resolve(undefined));
  });

  it('is over once it is disposed of, also for whoever asks then', async () => {
    const path = join(temporaryFolder({ 'log.db': 'a' }), 'log.db');
    const watched = watching();
    watched.dispose();
    await watched.watch([path]);
    writeFileSync(path, 'more');
    await looks();
    expect(watched.count()).toBe(0);
  });

  it('is over once nothing is watched', async () => {
    const path = join(temporaryFolder({ 'log.db': 'a' }), 'log.db');
    const watched = watching();
    await watched.watch([path]);
    await watched.watch([]);
    writeFileSync(path, 'more');
    await looks();
    expect(watched.count()).toBe(0);
  });
});
