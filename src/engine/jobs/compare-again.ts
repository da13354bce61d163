import type { CompareAgainRequest } from '../../contract/compare';
import type { Comparison } from '../../contract/comparison';
import { WorkbenchError } from '../../contract/issue';
import { parseGate } from '../../compare/gate-text';
import { verdictOf } from '../../compare/verdict';
import { summaryOf } from '../../compare/words';
import type { EngineParts } from '../parts';
import { gatesOf } from './comparison-result';

/**
 * Holds the stored numbers of a comparison to another tolerance. What does not depend on it stays: labels, metrics,
 * slices, and what was noted. Throws WorkbenchError where the numbers are gone.
 */
export async function compareAgain(
  parts: EngineParts,
  { result, comparison, tolerance, gates, maxFlips }: CompareAgainRequest,
): Promise<Comparison> {
  const outputs = await parts.data.outputsAgain({ id: result, tolerance });
  if (!outputs) throw numbersGone();
  const { onlyInBaseline, onlyInCandidate, labels, issues } = comparison;
  const rowsAlone = issues.filter(({ code }) => code === 'rows-alone').length;
  const verdict = verdictOf({ outputs, onlyInBaseline, onlyInCandidate, ...(labels ? { labels } : {}), rowsAlone });
  const anew = { ...comparison, outputs, verdict };
  const asked = { gates: gates.map(parseGate), ...(maxFlips === undefined ? {} : { maxFlips }) };
  return { ...anew, summary: summaryOf(anew), gates: gatesOf(asked, anew) };
}

function numbersGone(): WorkbenchError {
  const message =
    'The numbers of this comparison are no longer there, because the engine that held them has ended. Compare again.';
  return new WorkbenchError('run', { code: 'rows-gone', message });
}
