import { openLog } from '../../../../src/log/open';
import { NEW_RUN } from './new-run';
import { someRows } from './some-rows';

/**
 * A process that writes a run to a log: `writer.mjs PATH BATCHES`. Tells its parent each batch that is committed; with
 * `forever` instead of a number it goes on until it is killed, with `60s` it ends its run after so many seconds.
 */
async function main(path: string, batches: number, seconds: number): Promise<void> {
  const opening = await openLog(path, { mode: 'write' });
  if (opening.kind !== 'open') throw new Error(`The log is ${opening.kind}.`);
  const { log } = opening;
  const { run } = await log.startRun(NEW_RUN);
  const names = Array.from({ length: 200 }, (_, row) => `${process.pid} ${row}`);
  const deadline = performance.now() + seconds * 1_000;
  let batch = 0;
  for (; batch < batches && performance.now() < deadline; batch += 1) {
    const start = batch * names.length;
    await log.appendBatch(run.id, start, names.length, someRows(start, names));
    process.send?.({ run: run.id, rows: start + names.length, at: performance.timeOrigin + performance.now() });
  }
  await log.finishRun(run.id, { status: 'ok', rows: batch * names.length });
  await log.close();
  process.disconnect();
}

const [path = '', batches = ''] = process.argv.slice(2);
const seconds = /^(\d+)s$/.exec(batches)?.[1];
await main(path, seconds || batches === 'forever' ? Infinity : Number(batches), Number(seconds ?? Infinity));
