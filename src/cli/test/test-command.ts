import { verdictOfError, type GoldenCase } from '../../contract/golden';
import { WorkbenchError } from '../../contract/issue';
import type { EngineClient } from '../../engine/client/engine-client';
import type { CommandContext } from '../context';
import { EXIT, type ExitCode } from '../exit-code';
import { writeReport } from '../write-report';
import { testJunit } from './test-junit';
import { caseJson, passedCount, type TestResult } from './test-result';
import { testLine, testSummary } from './test-text';

export interface TestFlags {
  readonly rtol?: number;
  readonly atol?: number;
  readonly json?: true;
  readonly junit?: string;
}

/** `test PATH...`. Throws WorkbenchError where there is nothing to run. */
export async function testCommand(
  context: CommandContext,
  paths: readonly string[],
  flags: TestFlags,
): Promise<ExitCode> {
  const { terminal, folder } = context;
  const client = context.startEngine();
  const interrupted = new AbortController();
  const stopListening = context.onInterrupt(() => interrupted.abort());
  const signal = AbortSignal.any([interrupted.signal, terminal.readerGone]);
  try {
    const tests = await client.engine.findTests({ paths, folder });
    if (tests.length === 0) throw noTests(paths);
    const results: TestResult[] = [];
    for (const test of tests) {
      if (signal.aborted) break;
      const result = await runOne(client, test, flags, signal);
      if (!result) break;
      results.push(result);
      if (!flags.json && result.status !== 'passed') await terminal.writeData(testLine(terminal, result));
    }
    await report(context, results, flags);
    const passed = passedCount(results);
    if (!flags.json) await terminal.writeData(testSummary(terminal, results));
    if (!signal.aborted) return passed === results.length ? EXIT.ok : EXIT.failed;
    terminal.message(`Cancelled after ${results.length} of ${tests.length} tests.`);
    return EXIT.cancelled;
  } finally {
    stopListening();
    await client.dispose();
  }
}

/** Undefined where it was cancelled. What goes wrong in one test, a crash too, is the result of that test. */
async function runOne(
  client: EngineClient,
  test: GoldenCase,
  { rtol, atol }: TestFlags,
  signal: AbortSignal,
): Promise<TestResult | undefined> {
  const started = performance.now();
  const request = { test, ...(rtol === undefined ? {} : { rtol }), ...(atol === undefined ? {} : { atol }) };
  try {
    const verdict = await client.engine.runTest(request, { signal });
    return { test, ...verdict, ms: performance.now() - started };
  } catch (error) {
    if (signal.aborted) return undefined;
    return { test, ...verdictOfError(error), ms: performance.now() - started };
  }
}

async function report(
  { terminal, folder }: CommandContext,
  results: readonly TestResult[],
  { json, junit }: TestFlags,
): Promise<void> {
  const passed = passedCount(results);
  if (json) {
    const members = { schema: 1, passed, failed: results.length - passed, cases: results.map(caseJson) };
    await terminal.writeData(`${JSON.stringify(members)}\n`);
  }
  if (junit === undefined) return;
  await writeReport({ terminal, folder }, junit, testJunit(results));
}

function noTests(paths: readonly string[]): WorkbenchError {
  const message = `There are no tests in ${paths.join(', ')}: no model has "tests" in its settings, and no test_data_set_0 lies beside one.`;
  return new WorkbenchError('usage', { code: 'no-tests', message });
}
