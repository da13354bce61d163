import { describe, expect, it } from 'vitest';
import { callContext, loggedRun, rowsHandlers } from './support/logged-run';

describe('rows that were damaged in the log', () => {
  it('are an error that says so, names the log, and says what to do', async () => {
    const { place } = await loggedRun([
      { names: ['t'], columns: [{ kind: 'text', values: ['a', 'b'] }], predicted: { rows: 2 } },
    ]);
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const database = new DatabaseSync(place.log);
    const stored = database.prepare('SELECT arrow FROM batches').get()?.arrow as Uint8Array;
    const damaged = Buffer.from(Buffer.from(stored).toString('latin1').replaceAll('position', 'Position'), 'latin1');
    database.prepare('UPDATE batches SET arrow = ?').run(damaged);
    database.close();
    await expect(rowsHandlers.rows({ ...place, start: 0, end: 2 }, callContext())).rejects.toMatchObject({
      kind: 'log',
      message: expect.stringMatching(/log\.db cannot be read: .*position.*Delete the run/) as string,
      issues: [{ code: 'log-damaged', file: place.log }],
    });
  });
});
