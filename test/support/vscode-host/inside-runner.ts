/** Runs in the extension host: the tests inside VS Code, with mocha. Reports to the file that `WORKBENCH_REPORT` names. */
import { writeFile } from 'node:fs/promises';
import Mocha from 'mocha';

const TEST_TIMEOUT_MS = 60_000;

export interface InsideReport {
  readonly passed: number;
  readonly failed: number;
  /** One line per test, and the stack of each failure. */
  readonly lines: readonly string[];
}

/** Loads each file of tests, runs them all, and rejects when one failed. */
export async function runTests(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  // Mocha's base reporter prints nothing; the lines are gathered below.
  const mocha = new Mocha({ ui: 'bdd', timeout: TEST_TIMEOUT_MS, reporter: Mocha.reporters.Base });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of files) await load();
  const report = await new Promise<InsideReport>((resolve) => {
    const lines: string[] = [];
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, lines });
    });
    runner.on('pass', (test) => lines.push(`✓ ${test.fullTitle()} (${String(test.duration ?? 0)} ms)`));
    runner.on('fail', (test, error: Error) => lines.push(`✗ ${test.fullTitle()}\n${error.stack ?? error.message}`));
  });
  const { WORKBENCH_REPORT: file } = process.env;
  if (file !== undefined) await writeFile(file, JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${String(report.failed)} tests failed`);
}
