import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GoldenCase, GoldenVerdict } from '../../../src/contract/golden';
import { WorkbenchError } from '../../../src/contract/issue';
import { temporaryFolder } from '../../support/temporary-folder';
import { run, type FakeEngine } from './fakes';

const PASSED: GoldenVerdict = { status: 'passed' };
const FAILED: GoldenVerdict = {
  status: 'failed',
  reason: 'values-differ',
  message: "Output 'y': <1> & more.",
  output: 'y',
  row: 3,
  maxAbs: 0.5,
};
const CRASH = new WorkbenchError('run', { code: 'engine-crashed', message: 'The engine crashed.' });

function test(name: string): GoldenCase {
  return { kind: 'onnx', name, path: `models/${name}`, model: `/project/models/${name}.onnx`, inputs: [], outputs: [] };
}

/** An engine that finds tests by the names of their verdicts. */
function testing(verdicts: Readonly<Record<string, GoldenVerdict | WorkbenchError>>): FakeEngine {
  return () => ({
    findTests: () => Promise.resolve(Object.keys(verdicts).map(test)),
    runTest: async ({ test: { name } }) => {
      const verdict = verdicts[name];
      if (!verdict || verdict instanceof WorkbenchError) throw verdict ?? new Error(`No verdict for ${name}.`);
      return verdict;
    },
  });
}

interface Printed {
  readonly schema: number;
  readonly passed: number;
  readonly failed: number;
  readonly cases: readonly Readonly<Record<string, unknown>>[];
}

describe('test', () => {
  it('is 0 where all pass', async () => {
    const { code, stdout } = await run(['test', 'models'], testing({ a: PASSED }));
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 passed, 0 failed\n' });
  });

  it('is 1 where one fails, which says why', async () => {
    const { code, stdout } = await run(['test', 'models'], testing({ a: FAILED, b: PASSED }));
    expect(code).toBe(1);
    expect(stdout).toContain("failed a (models/a)\n       Output 'y': <1> & more. [values-differ]");
    expect(stdout).toContain('1 passed, 1 failed');
  });

  it('goes on after a crash, which is an error of that test alone', async () => {
    const { code, stdout } = await run(['test', 'models', '--json'], testing({ a: CRASH, b: FAILED, c: PASSED }));
    const { cases, ...totals } = JSON.parse(stdout) as Printed;
    expect(code).toBe(1);
    expect(totals).toEqual({ schema: 1, passed: 1, failed: 2 });
    expect(cases.map(({ ms, ...one }) => ({ ...one, timed: typeof ms === 'number' }))).toEqual([
      { name: 'a', path: 'models/a', status: 'error', reason: 'engine-crashed', message: CRASH.message, timed: true },
      { name: 'b', path: 'models/b', ...FAILED, timed: true },
      { name: 'c', path: 'models/c', status: 'passed', timed: true },
    ]);
  });

  it('writes JUnit XML', async () => {
    const folder = temporaryFolder();
    await run(['test', 'models', '--junit', 'report.xml'], testing({ a: CRASH, b: FAILED, c: PASSED }), { folder });
    const xml = readFileSync(join(folder, 'report.xml'), 'utf8');
    expect(xml).toContain('<testsuites tests="3" failures="1" errors="1"');
    expect(xml).toContain('<failure type="values-differ" message="Output &#39;y&#39;: &lt;1&gt; &amp; more."/>');
    expect(xml).toContain('<error type="engine-crashed" message="The engine crashed."/>');
  });

  it('is 130 where it is cancelled, with what was found until then', async () => {
    let cancel = (): void => undefined;
    const engine: FakeEngine = () => ({
      findTests: () => Promise.resolve([test('a'), test('b')]),
      runTest: async ({ test: { name } }) => {
        if (name === 'a') return PASSED;
        cancel();
        throw new WorkbenchError('cancelled', { code: 'cancelled', message: 'Cancelled.' });
      },
    });
    const surroundings = { interrupt: (given: () => void) => void (cancel = given) };
    const { code, stdout, stderr } = await run(['test', 'models', '--json'], engine, surroundings);
    expect({ code, passed: (JSON.parse(stdout) as Printed).passed }).toEqual({ code: 130, passed: 1 });
    expect(stderr).toContain('Cancelled after 1 of 2 tests.');
  });

  it('passes the tolerance on', async () => {
    const asked: unknown[] = [];
    const engine: FakeEngine = () => ({
      findTests: () => Promise.resolve([test('a')]),
      runTest: ({ rtol, atol }) => {
        asked.push({ rtol, atol });
        return Promise.resolve(PASSED);
      },
    });
    await run(['test', 'models', '--rtol', '1e-3', '--atol', '0'], engine);
    expect(asked).toEqual([{ rtol: 0.001, atol: 0 }]);
  });

  it.each([
    [['test'], 'missing required argument'],
    [['test', 'models', '--rtol', '-1'], 'a number from 0 on'],
    [['test', 'models', '--atol', ''], 'a number from 0 on'],
    [['test', 'models'], '[no-tests]'],
  ])('is 2 for %j', async (words, text) => {
    const { code, stderr } = await run(words, testing({}));
    expect({ code, said: stderr.includes(text) }).toEqual({ code: 2, said: true });
  });
});
