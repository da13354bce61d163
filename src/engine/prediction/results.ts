import type { Issue } from '../../contract/issue';
import type { PredictedBatch, RowTruths } from '../../contract/predicted';
import type { Sidecar } from '../../contract/sidecar';
import type { Batch, TableHead } from '../../data/table';
import type { PredictionWriter } from '../../data/write/format';
import { tensorValue } from '../../data/write/prediction';
import { encodeRows } from '../../log/rows/encode';
import { interpretResults } from '../../tensors/interpret';
import type { OutputMeaning } from '../../tensors/output-meaning';
import type { Completed, Finished, RunAnswer } from '../workers/data-protocol';
import { createNonFinite } from './non-finite';
import type { Bound } from './reading';
import { rowNumber, runFailed } from './run-failed';
import type { Scoring } from './scoring';
import { createSkipped } from './skipped';

export interface ResultsOptions {
  readonly meaning: OutputMeaning;
  readonly head: TableHead;
  readonly scoring: Scoring;
  readonly output: PredictionWriter;
  readonly sidecar: Sidecar | undefined;
  /** As the user gave it, for messages. */
  readonly model: string;
  readonly dataName: string;
  /** Whether somebody keeps the rows: the log, or a page that will show them. */
  readonly keepRows: boolean;
}

/** Turns answers into predictions, batch by batch: scores them, writes them, and packs them for the log. */
export interface Results {
  /** Throws WorkbenchError where the output cannot be written. */
  add(bound: Bound, answers: readonly RunAnswer[]): Promise<Completed>;
  summary(): Omit<Finished, 'kept' | 'parse' | 'bind' | 'dataSha256' | 'batchSize'>;
}

export function createResults(options: ResultsOptions): Results {
  const { meaning, head, scoring, output, sidecar } = options;
  const nonFinite = createNonFinite();
  const unanswered = createSkipped(options.dataName);
  const whole = new Map<string, unknown[]>();
  const noted = new Map<string, Issue>();
  let rows = 0;
  let skipped = 0;
  let write = 0;

  const note = (predicted: PredictedBatch): void => {
    nonFinite.add(predicted);
    for (const issue of predicted.issues ?? []) noted.set(issue.code, issue);
    for (const { name, value } of predicted.whole) {
      const values = whole.get(name) ?? [];
      values.push(tensorValue(value));
      whole.set(name, values);
    }
  };

  const pack = (batch: Batch, predicted: PredictedBatch, truths: RowTruths | undefined): Uint8Array =>
    encodeRows({
      batch,
      columns: head.columns,
      ...(head.decimal && { decimal: head.decimal }),
      ...(head.dtypes && { dtypes: head.dtypes }),
      predicted,
      ...(truths && { truths }),
      inputs: sidecar?.log?.inputs ?? 'full',
      redact: sidecar?.redact ?? [],
    });

  return {
    add: async ({ batch, bound }, answers) => {
      const answered = answers.filter((answer) => answer.kind === 'ok');
      const failed = failures(options.model, { batch, bound }, answers);
      const predicted = interpretResults(meaning, bound, answered, failed);
      unanswered.add(failed);
      note(predicted);
      const truths = scoring.add(batch, predicted);
      const started = performance.now();
      await output.add(batch, predicted, truths);
      const bytes = options.keepRows ? pack(batch, predicted, truths) : undefined;
      write += performance.now() - started;
      rows += batch.rows;
      skipped += predicted.failed.size;
      return { ...(bytes ? { rows: bytes } : {}), start: batch.start, count: batch.rows };
    },
    summary: () => {
      const metrics = scoring.result();
      return {
        rows,
        skipped,
        write,
        ...(metrics ? { metrics } : {}),
        ...(whole.size > 0
          ? {
              whole: Object.fromEntries(
                [...whole].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
              ),
            }
          : {}),
        issues: [...noted.values(), ...scoring.issues(), ...nonFinite.issues(), ...unanswered.issues()],
      };
    },
  };
}

/** Rows that were fed and got no answer, by number. */
function failures(model: string, { batch, bound }: Bound, answers: readonly RunAnswer[]): ReadonlyMap<number, Issue> {
  const failed = new Map<number, Issue>();
  for (const answer of answers) {
    if (answer.kind === 'ok') continue;
    const issue = runFailed(model, { batch, bound }, answer.start, answer.rows, answer.message);
    for (let position = answer.start; position < answer.start + answer.rows; position++)
      failed.set(rowNumber(bound, position), issue);
  }
  return failed;
}
