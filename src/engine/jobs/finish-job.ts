import type { EngineParts } from '../parts';
import type { Finished, Prepared } from '../workers/data-protocol';

/** Ends a prediction in the data thread: its output is kept whole, or dropped. Throws WorkbenchError where it cannot be kept. */
export async function finishJob(
  parts: EngineParts,
  job: string,
  { unfinished }: Prepared,
  keepOutput: boolean,
): Promise<Finished> {
  const finished = await parts.data.finish({ job, keepOutput });
  if (unfinished !== undefined) parts.unfinished.delete(unfinished);
  return finished;
}
