import { v7 as uuidv7 } from 'uuid';
import { verdictOfError, type GoldenVerdict, type RunTestRequest } from '../../contract/golden';
import { cancelled, WorkbenchError } from '../../contract/issue';
import type { CallContext } from '../../contract/rpc';
import type { EngineParts } from '../parts';
import type { GoldenAnswer, GoldenStep } from '../workers/golden-protocol';
import { callRuntime, type CallEnd } from './runtime-call';
import { runSettingsTest } from './run-settings-test';

const LOAD_LIMIT_MS = 60_000;
const RUN_LIMIT_MS = 60_000;
/** A cancel waits this long for a call of the runtime to come back. */
const CANCEL_GRACE_MS = 500;

type Step = Extract<GoldenStep, { readonly kind: 'run' }>;

/** Runs one golden test. Whatever keeps it from an answer is its verdict, but a cancel, which is thrown. */
export async function runTest(
  parts: EngineParts,
  request: RunTestRequest,
  context: CallContext,
): Promise<GoldenVerdict> {
  const { test } = request;
  if (test.kind === 'unreadable') return { status: 'error', reason: test.reason, message: test.message };
  if (test.kind === 'settings') return runSettingsTest(parts, request, test, context);
  const job = uuidv7();
  try {
    let step = await parts.data.openTest({ job, request });
    while (step.kind === 'run') {
      const answer = await answerOf(parts, request, step, context.signal);
      step = await parts.data.answerTest({ job, answer });
    }
    return step.verdict;
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.kind === 'cancelled') throw error;
    return verdictOfError(error);
  } finally {
    parts.data.closeTest(job).catch(() => undefined);
  }
}

/** Throws WorkbenchError for a cancel and for a time limit; the process then ends. */
async function answerOf(
  parts: EngineParts,
  { limits, test }: RunTestRequest,
  { load, feeds, fetches }: Step,
  signal: AbortSignal,
): Promise<GoldenAnswer> {
  const graceMs = CANCEL_GRACE_MS;
  const loadLimits = { signal, graceMs, limitMs: limits?.load ?? LOAD_LIMIT_MS };
  const loaded = answered(
    parts,
    await callRuntime(parts.turns, loadLimits, () => parts.sessions.load(load)),
    `${test.path} was not loaded within ${loadLimits.limitMs / 1000} s`,
  );
  if (loaded.kind === 'changed') throw changed(test.path);
  if (loaded.kind === 'refused') return { kind: 'refused', message: loaded.message };
  const { session } = loaded;
  try {
    const runLimits = { signal, graceMs, limitMs: limits?.run ?? RUN_LIMIT_MS };
    const ran = answered(
      parts,
      await callRuntime(parts.turns, runLimits, () => parts.sessions.run({ session, feeds, fetches })),
      `${test.path} did not answer within ${runLimits.limitMs / 1000} s`,
    );
    return ran.kind === 'ok' ? { kind: 'outputs', outputs: ran.outputs } : { kind: 'failed', message: ran.message };
  } finally {
    parts.sessions.release(session).catch(() => undefined);
  }
}

function answered<V>(parts: EngineParts, end: CallEnd<V>, late: string): V {
  if (end.kind === 'answered') return end.value;
  if (end.kind === 'stuck') parts.leave(end.why === 'late' ? late : 'a cancelled test did not come back');
  if (end.kind === 'withdrawn' || end.why === 'cancelled') throw cancelled();
  throw new WorkbenchError('run', { code: 'test-time-limit', message: `${late}, so the engine was ended.` });
}

function changed(path: string): WorkbenchError {
  const message = `${path} was written while it was tested. Run the test again.`;
  return new WorkbenchError('model', { code: 'model-keeps-changing', message });
}
