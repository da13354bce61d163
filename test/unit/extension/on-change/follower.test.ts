import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OnChangeStep } from '../../../../src/contract/run-page';
import { createFollower, type Follower } from '../../../../src/extension/on-change/follower';
import type { Stamp } from '../../../../src/extension/on-change/settling';

const SETTLED_MS = 500;
const files = new Map<string, Stamp>();
let follower: Follower;
let touch: () => void;
let ran: (readonly string[])[];
let said: OnChangeStep[];
let shown: boolean;
let unreadable: string | undefined;
let running: Promise<void>;
let waitingFor: Promise<undefined>;
let watched: number;

beforeEach(async () => {
  vi.useFakeTimers();
  files.clear();
  files.set('/model', 'a').set('/data', 'a');
  [ran, said, shown, unreadable, running] = [[], [], true, undefined, Promise.resolve()];
  [waitingFor, watched] = [Promise.resolve(undefined), 0];
  follower = createFollower({
    files: () => Promise.resolve(['/model', '/data', '/settings']),
    isNeeded: (path) => path !== '/settings',
    watch: (_files, onEvent) => {
      touch = onEvent;
      watched++;
      return { dispose: () => undefined };
    },
    stampOf: (path) => Promise.resolve(files.get(path)),
    unreadable: async () => {
      await waitingFor;
      return unreadable === undefined ? undefined : { file: unreadable, message: 'Cut off.' };
    },
    mayRun: () => shown,
    run: async (changed) => {
      ran.push(changed);
      await running;
    },
    say: (step) => said.push(step),
    report: (error) => {
      throw error;
    },
  });
  await follower.start();
});

afterEach(() => {
  follower.dispose();
  vi.useRealTimers();
});

async function write(path: string, stamp: Stamp): Promise<void> {
  files.set(path, stamp);
  touch();
  await vi.advanceTimersByTimeAsync(SETTLED_MS);
}

describe('Run Again on Change', () => {
  it('runs when a file has changed and rests', async () => {
    await write('/model', 'b');
    await write('/settings', 'a');
    expect(ran).toEqual([['/model'], ['/settings']]);
  });

  it('does not run for what the run itself has written, before or after that has settled', async () => {
    files.set('/settings', 'by the run');
    touch();
    await follower.accept('/settings');
    await vi.advanceTimersByTimeAsync(SETTLED_MS);
    shown = false;
    await write('/settings', 'by the next run');
    await follower.accept('/settings');
    shown = true;
    follower.wake();
    await vi.advanceTimersByTimeAsync(SETTLED_MS);
    expect(ran).toEqual([]);
    await write('/settings', 'by a person');
    expect(ran).toEqual([['/settings']]);
  });

  it('runs once for all that changed while a run was under way', async () => {
    let finish: () => void = () => undefined;
    running = new Promise((resolve) => {
      finish = resolve;
    });
    await write('/model', 'b');
    await write('/data', 'b');
    await write('/model', 'c');
    expect(ran).toEqual([['/model']]);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(ran).toEqual([['/model'], ['/data', '/model']]);
  });

  it('waits until somebody looks, and then runs once', async () => {
    shown = false;
    await write('/model', 'b');
    await write('/model', 'c');
    expect(ran).toEqual([]);
    shown = true;
    follower.wake();
    await vi.advanceTimersByTimeAsync(0);
    follower.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(ran).toEqual([['/model']]);
  });

  it('waits for a file that cannot be read yet, and runs when it can', async () => {
    unreadable = '/model';
    await write('/model', 'b');
    expect(said.at(-1)).toEqual({ kind: 'waiting', why: 'incomplete', file: '/model' });
    unreadable = undefined;
    await write('/model', 'c');
    expect(ran).toEqual([['/model']]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said).toHaveLength(1);
  });

  it('says after half a minute why a file cannot be read, however often it was written', async () => {
    unreadable = '/model';
    await write('/model', 'b');
    await vi.advanceTimersByTimeAsync(20_000);
    await write('/model', 'c');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(said.at(-1)).toMatchObject({ kind: 'failed', message: 'Cut off.' });
    expect(ran).toEqual([]);
  });

  it('waits for a file that was deleted, but not for settings', async () => {
    await write('/data', undefined);
    expect(said).toEqual([{ kind: 'waiting', why: 'missing', file: '/data' }]);
    await write('/data', 'b');
    await write('/settings', 'a');
    await write('/settings', undefined);
    expect(ran).toEqual([['/data'], ['/settings'], ['/settings']]);
  });

  it('leaves the run to a person who runs again, or closes the page, while files are looked into', async () => {
    const looking = Promise.withResolvers<undefined>();
    waitingFor = looking.promise;
    await write('/model', 'b');
    follower.stop();
    await follower.start();
    looking.resolve(undefined);
    await vi.advanceTimersByTimeAsync(SETTLED_MS);
    expect(ran).toEqual([]);
    await write('/model', 'c');
    expect(ran).toEqual([['/model']]);
  });

  it('watches nothing any more once it is disposed of', async () => {
    follower.dispose();
    watched = 0;
    await follower.start();
    await write('/model', 'b');
    expect({ watched, ran }).toEqual({ watched: 0, ran: [] });
  });

  it('does nothing once it is stopped, and what changed meanwhile is no change', async () => {
    follower.stop();
    await write('/model', 'b');
    await follower.start();
    await write('/data', 'b');
    expect(ran).toEqual([['/data']]);
  });
});
