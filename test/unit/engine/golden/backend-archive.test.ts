import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GoldenVerdict } from '../../../../src/contract/golden';
import { WorkbenchError } from '../../../../src/contract/issue';
import type { EngineClient } from '../../../../src/engine/client/engine-client';
import { startEngine } from '../../../support/engine';
import { rounds } from '../../../support/rounds';
import { temporaryFolder } from '../../../support/temporary-folder';
import { KNOWN_FAILURES } from './known-failures';

/** ONNX's own backend test cases are not part of the project: they are read where they lie, beside it or where named. */
const ARCHIVE =
  process.env.ONNX_BACKEND_ARCHIVE ??
  resolve(import.meta.dirname, '../../../../../shared/fixtures/onnx-backend.tar.xz');
const here = existsSync(ARCHIVE);
const LIMIT_MS = 120_000;

let client: EngineClient;

beforeAll(() => {
  client = startEngine();
});

afterAll(() => client.dispose());

const CASES = 953;
/** Every case in the long form and one of ten in the short one. */
const EVERY = rounds(10, 1);

describe("ONNX's backend test cases", { timeout: 2 * LIMIT_MS }, () => {
  it(here ? 'pass but for the known ones, each of which says why' : 'are not on this machine', async () => {
    if (!here) console.log(`No archive at ${ARCHIVE}; name one in ONNX_BACKEND_ARCHIVE.`);
    const folder = temporaryFolder();
    if (here) execFileSync('tar', ['-xJf', ARCHIVE, '-C', folder]);
    const started = performance.now();
    const found = await client.engine.findTests({ paths: ['.'], folder });
    const tests = found.filter((_, index) => index % EVERY === 0);
    const failures: Record<string, string> = {};
    for (const test of tests) {
      const { status, reason = 'no reason' } = await client.engine
        .runTest({ test, rtol: 1e-3, atol: 1e-5 })
        .catch(crashed);
      if (status !== 'passed') failures[test.path] = reason;
    }
    const ran = new Set(tests.map(({ path }) => path));
    const known = Object.entries(KNOWN_FAILURES).flatMap(([reason, paths]) => paths.map((path) => [path, reason]));
    expect(failures).toEqual(Object.fromEntries(known.filter(([path = '']) => ran.has(path))));
    expect(found).toHaveLength(here ? CASES : 0);
    expect(1 - known.length / CASES).toBeGreaterThan(0.95);
    expect(performance.now() - started).toBeLessThan(LIMIT_MS);
  });
});

function crashed(error: unknown): GoldenVerdict {
  if (!(error instanceof WorkbenchError)) throw error;
  return { status: 'error', reason: error.issues[0]?.code ?? error.kind };
}
