import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRowsThread } from '../../../../src/engine/workers/rows-thread';
import { temporaryFolder } from '../../../support/temporary-folder';

/** Answers once, then dies of an error that nobody catches. */
const DIES_SOON = `
const { parentPort } = require('node:worker_threads');
parentPort.once('message', ({ id }) => {
  parentPort.postMessage({ type: 'result', id });
  parentPort.once('message', () => { throw new Error('out of memory'); });
});
`;

const PLACE = { log: 'log.db', result: 'some' };

describe('the thread that reads rows', () => {
  it('may end without anything but its own calls, and the next call starts another', async () => {
    const folder = temporaryFolder({ 'thread.cjs': DIES_SOON });
    const rows = createRowsThread(join(folder, 'thread.cjs'), folder);
    await rows().residuals(PLACE);
    await expect(rows().residuals(PLACE)).rejects.toMatchObject({
      kind: 'run',
      message: expect.stringContaining('out of memory') as string,
      issues: [{ code: 'rows-unread' }],
    });
    await rows().residuals(PLACE);
    await expect(rows().residuals(PLACE)).rejects.toMatchObject({ issues: [{ code: 'rows-unread' }] });
  });
});
