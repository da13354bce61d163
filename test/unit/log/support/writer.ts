import { openLog } from '../../../../src/log/open';
import { NEW_RUN } from './new-run';
import { someRows } from './some-rows';

/**
 * A process that writes runs to a log: `writer.mjs PATH BATCHES`. Tells its parent each batch that is committed; with
 * `forever` instead of a number it goes on until it is killed.
 */
async function main(path: string, batches: number): Promise<void> {
  const opening = await openLog(path, { mode: 'write' });
  if (opening.kind !== 'open') throw new Error(`The log is ${opening.kind}.`);
  const { log } = opening;
  const { run } = await log.startRun(NEW_RUN);
  const names = Array.from({ length: 200 }, (_, row) => `${process.pid} ${row}`);
  for (let batch = 0; batch < batches; batch += 1) {
    const start = batch * names.length;
    await log.appendBatch(run.id, start, names.length, someRows(start, names));
    process.send?.({ run: run.id, rows: start + names.length, at: performance.timeOrigin + performance.now() });
  }
  await log.finishRun(run.id, { status: 'ok', rows: batches * names.length });
  await log.close();
  process.disconnect();
}

const [path = '', batches = ''] = process.argv.slice(2);
await main(path, batches === 'forever' ? Infinity : Number(batches));
