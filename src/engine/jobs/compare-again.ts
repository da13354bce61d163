import type { CompareAgainRequest } from '../../contract/compare';
import type { Comparison } from '../../contract/comparison';
import { WorkbenchError } from '../../contract/issue';
import { parseGate } from '../../compare/gate-text';
import { judge } from '../../compare/judge';
import type { EngineParts } from '../parts';

/**
 * Holds the stored numbers of a comparison to another tolerance. What does not depend on it stays: labels, metrics and
 * slices. Throws WorkbenchError where the numbers are gone.
 */
export async function compareAgain(
  parts: EngineParts,
  { result, comparison, tolerance, gates, maxFlips }: CompareAgainRequest,
): Promise<Comparison> {
  const again = await parts.data.compareAgain({ id: result, tolerance });
  if (!again) throw numbersGone();
  const { outputs, rankChanges, ...facts } = again;
  const { labels, issues } = comparison;
  const measured = { ...comparison, outputs, ...(labels && rankChanges ? { labels: { ...labels, rankChanges } } : {}) };
  const rowsAlone = issues.filter(({ code }) => code === 'rows-alone').length;
  const { ignore } = tolerance;
  return { ...measured, ...judge(measured, { ...facts, rowsAlone, ignore, gates: gates.map(parseGate), maxFlips }) };
}

function numbersGone(): WorkbenchError {
  const message =
    'The numbers of this comparison are no longer there, because the engine that held them has ended. Compare again.';
  return new WorkbenchError('run', { code: 'rows-gone', message });
}
