import type { EngineParts } from '../parts';
import type { Finished, Prepared } from '../workers/data-protocol';

/** Ends a prediction in the data thread: its output is kept whole, or dropped, also where `signal` aborts in time. Throws WorkbenchError where it cannot be kept. */
export async function finishJob(
  parts: EngineParts,
  job: string,
  { unfinished }: Prepared,
  keepOutput: boolean,
  signal?: AbortSignal,
): Promise<Finished> {
  const finished = await parts.data.finish({ job, keepOutput }, signal ? { signal } : {});
  if (unfinished !== undefined) parts.unfinished.delete(unfinished);
  return finished;
}
