import { describe, expect, it, vi } from 'vitest';
import { reviveError } from '../../../src/contract/errors';
import { WorkbenchError } from '../../../src/contract/issue';
import {
  CallTimedOut,
  ConnectionLost,
  Peer,
  type CallContext,
  type Message,
  type Transport,
} from '../../../src/contract/rpc';

interface Sums {
  add(terms: readonly number[]): number;
  wait(nothing: null): string;
  fail(how: 'typed' | 'bug' | 'uncloneable'): never;
}

/** Two transports that clone what they carry, as processes and windows do. */
function channel(): [Transport, Transport] {
  const listeners: ((message: Message) => void)[][] = [[], []];
  const end = (own: number): Transport => ({
    send: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => listeners[1 - own]?.forEach((listener) => listener(copy)));
    },
    onMessage: (listener) => listeners[own]?.push(listener),
  });
  return [end(0), end(1)];
}

function connect(wait: (context: CallContext) => Promise<string> = () => Promise.resolve('done')) {
  const [near, far] = channel();
  const caller = new Peer(near, { revive: reviveError });
  const server = new Peer(far);
  server.serve<Sums>({
    add: (terms) => terms.reduce((sum, term) => sum + term, 0),
    wait: (_nothing, context) => wait(context),
    fail: (how) => {
      if (how === 'bug') throw new TypeError('x is not a function');
      if (how === 'uncloneable') throw Object.assign(new RangeError('Too far.'), { retry: () => undefined });
      throw new WorkbenchError('data', { code: 'no-rows', message: 'a.csv has no rows.', file: 'a.csv', row: 3 });
    },
  });
  return { caller, server, sums: caller.client<Sums>() };
}

const untilCancelled = ({ signal }: CallContext): Promise<string> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve('cancelled')));

describe('a peer', () => {
  it('calls the other side and gives its result', async () => {
    expect(await connect().sums.add([1, 2, 3])).toBe(6);
  });

  it('brings typed errors over whole, and of others only the message', async () => {
    const { sums } = connect();
    const typed = await sums.fail('typed').catch((error: unknown) => error);
    expect(typed).toBeInstanceOf(WorkbenchError);
    expect(typed).toMatchObject({
      kind: 'data',
      issues: [{ severity: 'error', code: 'no-rows', file: 'a.csv', row: 3 }],
    });
    const bug = await sums.fail('bug').catch((error: unknown) => error);
    expect(bug).toMatchObject({ name: 'TypeError', message: 'x is not a function' });
  });

  it('brings an error over whose fields cannot be cloned, without them', async () => {
    await expect(connect().sums.fail('uncloneable')).rejects.toMatchObject({ name: 'RangeError', message: 'Too far.' });
  });

  it('rejects a call whose argument cannot be cloned, and goes on', async () => {
    const { caller, sums } = connect();
    const odd = caller.client<{ add(terms: unknown): number }>();
    await expect(odd.add(() => 1)).rejects.toThrow('could not be cloned');
    expect(await sums.add([1, 1])).toBe(2);
  });

  it('refuses methods that were not registered, inherited ones too', async () => {
    const { caller } = connect();
    const client = caller.client<{ toString(nothing: null): string }>();
    await expect(client.toString(null)).rejects.toThrow('Unknown method toString.');
  });

  it('brings progress to the caller while the call runs', async () => {
    const reports: unknown[] = [];
    const { sums } = connect((context) => {
      context.progress(1);
      context.progress(2);
      return Promise.resolve('done');
    });
    await sums.wait(null, { onProgress: (report) => reports.push(report) });
    expect(reports).toEqual([1, 2]);
  });

  it('tells the other side to cancel, before and during a call', async () => {
    const { sums } = connect(untilCancelled);
    expect(await sums.wait(null, { signal: AbortSignal.abort() })).toBe('cancelled');
    const controller = new AbortController();
    const call = sums.wait(null, { signal: controller.signal });
    controller.abort();
    expect(await call).toBe('cancelled');
  });

  it('gives up after a time limit and cancels the other side', async () => {
    const cancelled = vi.fn();
    const { sums } = connect(({ signal }) => {
      signal.addEventListener('abort', cancelled);
      return new Promise(() => undefined);
    });
    await expect(sums.wait(null, { timeoutMs: 1 })).rejects.toBeInstanceOf(CallTimedOut);
    await expect.poll(() => cancelled.mock.calls.length).toBe(1);
  });

  it('rejects what is under way when the connection is lost, and what is called afterwards', async () => {
    const { caller, sums } = connect(untilCancelled);
    const call = sums.wait(null);
    caller.dispose(new ConnectionLost('signal SIGKILL'));
    await expect(call).rejects.toThrow('signal SIGKILL');
    await expect(sums.add([1])).rejects.toBeInstanceOf(ConnectionLost);
  });

  it('aborts what it serves when it is disposed', async () => {
    const aborted = vi.fn();
    const { server, sums } = connect(({ signal }) => {
      signal.addEventListener('abort', aborted);
      return new Promise(() => undefined);
    });
    const call = sums.wait(null);
    call.catch(() => undefined);
    await expect.poll(() => sums.add([1, 1])).toBe(2);
    server.dispose();
    expect(aborted).toHaveBeenCalledOnce();
  });
});
