import { cancelled, WorkbenchError } from '../../contract/issue';
import type { EngineParts } from '../parts';
import type { Turns } from '../turns';

/** How a call of the runtime ended for its caller. */
export type CallEnd<V> =
  | { readonly kind: 'answered'; readonly value: V }
  /** Cancelled before its turn came: the runtime never heard of it. */
  | { readonly kind: 'withdrawn' }
  /** It goes on inside the runtime, which serves nobody else before it ends; `late` is past its limit. */
  | { readonly kind: 'stuck'; readonly why: 'late' | 'cancelled' };

export interface CallLimits {
  readonly signal: AbortSignal;
  /** Counted from the beginning of the turn. */
  readonly limitMs: number;
  /** How long a cancel waits for the call to come back; without it, the caller watches over cancels. */
  readonly graceMs?: number;
}

/** Waits for a turn, then calls. */
export async function callRuntime<V>(turns: Turns, limits: CallLimits, call: () => Promise<V>): Promise<CallEnd<V>> {
  const endTurn = await turns.take(limits.signal);
  if (!endTurn) return { kind: 'withdrawn' };
  const answer = call();
  answer.then(endTurn, endTurn);
  return within(answer, limits);
}

/** A cancel waits this long for a call of the runtime to come back. */
const CANCEL_GRACE_MS = 500;

/**
 * Calls the runtime in turn. A call that does not come back in time, or soon after a cancel, ends the engine; both are
 * thrown as WorkbenchError. `label` says who did not answer.
 */
export async function answerOf<V>(
  parts: Pick<EngineParts, 'turns' | 'leave'>,
  { signal, limitMs, label }: Omit<CallLimits, 'graceMs'> & { readonly label: string },
  call: () => Promise<V>,
): Promise<V> {
  const end = await callRuntime(parts.turns, { signal, limitMs, graceMs: CANCEL_GRACE_MS }, call);
  if (end.kind === 'answered') return end.value;
  if (end.kind === 'withdrawn' || end.why === 'cancelled') {
    if (end.kind === 'stuck') parts.leave(`a cancelled call did not come back from ${label}`);
    throw cancelled();
  }
  const late = `No answer within ${limitMs / 1000} s from ${label}`;
  parts.leave(late);
  throw new WorkbenchError('run', { code: 'run-time-limit', message: `${late}: the engine was ended.` });
}

async function within<V>(answer: Promise<V>, { signal, limitMs, graceMs }: CallLimits): Promise<CallEnd<V>> {
  const { promise: stuck, resolve } = Promise.withResolvers<CallEnd<V>>();
  const timers = [setTimeout(() => resolve({ kind: 'stuck', why: 'late' }), limitMs)];
  const onAbort = (): void => {
    if (graceMs === undefined) return;
    timers.push(setTimeout(() => resolve({ kind: 'stuck', why: 'cancelled' }), graceMs));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([answer.then((value) => ({ kind: 'answered', value }) as const), stuck]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
