import type * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import { verdictOfError, type GoldenCase, type GoldenVerdict } from '../../contract/golden';
import type { Client } from '../../contract/rpc';
import { messagesOf } from './test-messages';

/** Failing rows that are laid side by side. */
const MOST_FAILING = 20;

export interface TestRunner {
  readonly engine: Pick<Client<EngineProtocol>, 'runTest'>;
  readonly testOf: (item: vscode.TestItem) => GoldenCase | undefined;
}

/** Runs tests one after the other and says how each ended; those that a cancel leaves out are skipped. */
export async function runItems(
  { engine, testOf }: TestRunner,
  run: vscode.TestRun,
  items: readonly vscode.TestItem[],
): Promise<void> {
  const cancelled = new AbortController();
  const listening = run.token.onCancellationRequested(() => cancelled.abort());
  try {
    for (const item of items) run.enqueued(item);
    for (const item of items) {
      const test = cancelled.signal.aborted ? undefined : testOf(item);
      if (test) run.started(item);
      const started = performance.now();
      const verdict = test && (await verdictOf(engine, test, cancelled.signal));
      if (test && verdict) tell(run, item, { test, verdict, ms: performance.now() - started });
      else run.skipped(item);
    }
  } finally {
    listening.dispose();
  }
}

/** Undefined where it was cancelled. What goes wrong in one test, a crash too, is the result of that test. */
async function verdictOf(
  engine: TestRunner['engine'],
  test: GoldenCase,
  signal: AbortSignal,
): Promise<GoldenVerdict | undefined> {
  try {
    return await engine.runTest({ test, failing: MOST_FAILING }, { signal });
  } catch (error) {
    return signal.aborted ? undefined : verdictOfError(error);
  }
}

interface Ended {
  readonly test: GoldenCase;
  readonly verdict: GoldenVerdict;
  readonly ms: number;
}

function tell(run: vscode.TestRun, item: vscode.TestItem, { test, verdict, ms }: Ended): void {
  const { status, message = '', reason = '' } = verdict;
  if (status === 'passed') {
    run.passed(item, ms);
    return;
  }
  run.appendOutput(`${test.name} (${test.path}): ${message} [${reason}]\r\n`, undefined, item);
  const messages = messagesOf(test, item, verdict);
  if (status === 'failed') run.failed(item, [...messages], ms);
  else run.errored(item, [...messages], ms);
}
