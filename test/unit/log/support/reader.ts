import { openLog } from '../../../../src/log/open';

/**
 * A process that reads a log again and again: `reader.mjs PATH`. Tells its parent each time how many rows it has read; ends
 * at the parent's first word. Any failure ends it with another code than 0.
 */
async function main(path: string): Promise<void> {
  const stop = new AbortController();
  process.once('message', () => stop.abort());
  while (!stop.signal.aborted) {
    const opening = await openLog(path, { mode: 'read' });
    if (opening.kind === 'absent') continue;
    const { log } = opening;
    let rows = 0;
    for (const run of await log.listRuns({ limit: 10 })) {
      const batches = await log.readRows(run.id, Math.max(0, run.rows - 400), run.rows);
      if (batches.reduce((sum, batch) => sum + batch.rows, 0) < Math.min(400, run.rows)) {
        throw new Error(`Run ${run.id} tells of ${run.rows} rows and does not have the last of them.`);
      }
      rows += run.rows;
    }
    await log.close();
    process.send?.({ rows, at: performance.timeOrigin + performance.now() });
  }
  process.disconnect();
}

const [path = ''] = process.argv.slice(2);
await main(path);
