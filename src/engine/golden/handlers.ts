import { verdictOfError } from '../../contract/golden';
import { WorkbenchError } from '../../contract/issue';
import type { Handlers } from '../../contract/rpc';
import type { GoldenProtocol, GoldenStep } from '../workers/golden-protocol';
import { findTests } from './find-tests';
import { openTest, type OpenTest } from './open-test';

/** Golden tests in the data thread, by their job. */
export function createGoldenHandlers(): Handlers<GoldenProtocol> {
  const tests = new Map<string, OpenTest>();
  return {
    findTests: (request) => findTests(request),
    openTest: ({ job, request }) =>
      told(async () => {
        const { test } = request;
        if (test.kind !== 'onnx') throw new Error(`${test.name} is not in ONNX's layout.`);
        const open = await openTest(request, test);
        tests.set(job, open);
        return open.next();
      }),
    answerTest: ({ job, answer }) =>
      told(async () => {
        const open = tests.get(job);
        if (!open) throw new Error(`No test ${job}.`);
        return open.answer(answer);
      }),
    closeTest: (job) => void tests.delete(job),
  };
}

/** What is wrong with the files of a test is its verdict. */
async function told(step: () => Promise<GoldenStep>): Promise<GoldenStep> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { kind: 'ended', verdict: verdictOfError(error) };
  }
}
