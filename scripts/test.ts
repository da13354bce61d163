/**
 * Every test there is: types, lint, unit tests, tests inside a real VS Code, and tests that drive it as a person. The last
 * line is `N passed, N failed` over all of them. `--long` runs the long forms too.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureCodeServer } from '../test/support/vscode-host/code-server.ts';
import { project, runNode, script, tools } from './support/run-node.ts';

const MINUTE = 60_000;
const long = process.argv.includes('--long');
const limit = (minutes: number): number => (long ? 10 : 1) * minutes * MINUTE;
const environment: Record<string, string> = { CI: 'true', ...(long ? { WORKBENCH_LONG: '1' } : {}) };
const results = path.join(project, 'test-results');

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Suite {
  readonly name: string;
  run(): Promise<Count>;
}

const suites: readonly Suite[] = [
  { name: 'build', run: async () => brokenOnly(await runNode(script('build'))) },
  { name: 'types', run: async () => single(await runNode([tools.tsc, '-p', '.'], { timeoutMs: limit(3) })) },
  { name: 'lint', run: async () => single(await runNode(script('lint'), { timeoutMs: limit(5) })) },
  { name: 'unit', run: () => vitest('unit', 15) },
  { name: 'inside VS Code', run: () => insideVSCode() },
  { name: 'as a person', run: () => vitest('ui', 40) },
];

await mkdir(results, { recursive: true });
// Fetched while the first suites keep the processor busy; the suites that need it wait for it and report its failure.
ensureCodeServer().catch(() => undefined);

const counts: Count[] = [];
for (const suite of suites) counts.push(await run(suite));
const passed = sum(counts.map((count) => count.passed));
const failed = sum(counts.map((count) => count.failed));
console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
process.exit(failed === 0 ? 0 : 1);

async function run(suite: Suite): Promise<Count> {
  console.log(`\n--- ${suite.name}`);
  const start = Date.now();
  const count = await suite.run();
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`--- ${suite.name}: ${String(count.passed)} passed, ${String(count.failed)} failed, ${seconds} s`);
  return count;
}

function single(code: number): Count {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A build is no test, but what does not build has failed. */
function brokenOnly(code: number): Count {
  return { passed: 0, failed: code === 0 ? 0 : 1 };
}

async function vitest(suite: 'unit' | 'ui', minutes: number): Promise<Count> {
  const report = path.join(results, `${suite}.json`);
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runNode([tools.vitest, 'run', '--project', suite, ...reporters], {
    environment,
    timeoutMs: limit(minutes),
  });
  return executed(await counted(report, 'numPassedTests', 'numFailedTests'), code);
}

async function insideVSCode(): Promise<Count> {
  const report = path.join(results, 'vscode.json');
  await rm(report, { force: true });
  const code = await runNode(script('test-vscode', '--report', report), { environment, timeoutMs: limit(6) });
  return executed(await counted(report, 'passed', 'failed'), code);
}

/** A suite that ran no test, or crashed, has failed. */
function executed(count: Count, code: number): Count {
  const crashed = code !== 0 && count.failed === 0;
  const empty = count.passed + count.failed === 0;
  return crashed || empty ? { ...count, failed: count.failed + 1 } : count;
}

async function counted(report: string, passedKey: string, failedKey: string): Promise<Count> {
  try {
    const parsed: unknown = JSON.parse(await readFile(report, 'utf8'));
    return { passed: numberAt(parsed, passedKey), failed: numberAt(parsed, failedKey) };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function numberAt(report: unknown, key: string): number {
  const value: unknown = typeof report === 'object' && report !== null ? Reflect.get(report, key) : undefined;
  return typeof value === 'number' ? value : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
