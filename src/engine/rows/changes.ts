import { resultChange, type ResultSide } from '../../compare/result-change';
import type { PredictedBatch } from '../../contract/predicted';
import type { ResultChange } from '../../contract/rows';
import { decodeStored } from '../../log/rows/decode';
import { eachSpan, type Result } from './result';

/** What changed from one logged result to another on the same data. */
export function readChanges(before: Result, after: Result, signal: AbortSignal): Promise<ResultChange> {
  return resultChange(sideOf(before, signal), sideOf(after, signal));
}

function sideOf(result: Result, signal: AbortSignal): ResultSide {
  return {
    rows: result.rows,
    metrics: result.run.metrics,
    batches: () => predictions(result, signal),
  };
}

async function* predictions(result: Result, signal: AbortSignal): AsyncGenerator<PredictedBatch> {
  for await (const span of eachSpan(result, signal)) yield decodeStored(span.cut()).predicted;
}
