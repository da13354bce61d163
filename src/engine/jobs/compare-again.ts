import { v7 as uuidv7 } from 'uuid';
import type { CompareAgainRequest, JudgedComparison } from '../../contract/compare';
import { WorkbenchError } from '../../contract/issue';
import { parseGate } from '../../compare/gate-text';
import { judge } from '../../compare/judge';
import type { EngineParts } from '../parts';
import { markedId } from '../rows/marked';
import { buffersOf } from '../transport';
import type { RowMarksColumn } from '../workers/rows-protocol';

/**
 * Holds the stored numbers of a comparison to another tolerance. What does not depend on it stays: labels, metrics and
 * slices. Throws WorkbenchError where the numbers are gone.
 */
export async function compareAgain(
  parts: EngineParts,
  { result, comparison, tolerance, gates, maxFlips }: CompareAgainRequest,
): Promise<JudgedComparison> {
  const again = await parts.data.compareAgain({ id: result, tolerance });
  if (!again) throw numbersGone();
  const { outputs, rankChanges, marks, ...facts } = again;
  const { labels, issues } = comparison;
  const measured = { ...comparison, outputs, ...(labels && rankChanges ? { labels: { ...labels, rankChanges } } : {}) };
  const rowsAlone = issues.filter(({ code }) => code === 'rows-alone').length;
  const { ignore } = tolerance;
  const judged = judge(measured, { ...facts, rowsAlone, ignore, gates: gates.map(parseGate), maxFlips });
  return { comparison: { ...measured, ...judged }, ...(await markRows(parts, result, marks)) };
}

async function markRows(
  parts: EngineParts,
  result: string,
  columns: readonly RowMarksColumn[],
): Promise<Pick<JudgedComparison, 'rows'>> {
  if (columns.length === 0) return {};
  const marked = markedId(result, uuidv7());
  await parts.rows.markRows({ marked, columns }, { transfer: buffersOf(columns.map(({ values }) => values)) });
  return { rows: marked };
}

function numbersGone(): WorkbenchError {
  const message =
    'The numbers of this comparison are no longer there, because the engine that held them has ended. Compare again.';
  return new WorkbenchError('run', { code: 'rows-gone', message });
}
