import type { Comparison, GateResult, Verdict } from '../contract/comparison';
import type { Ignored } from '../contract/tolerance';
import type { Gate } from './gate-text';
import { judgeFlips, judgeGate } from './gates';
import { ignoredText, withoutIgnored } from './ignored';
import { notesOf, type NoteFacts } from './notes';
import type { RowsMeasured } from './rows-measured';
import { verdictOf } from './verdict';
import { summaryOf } from './words';

/** A comparison of which everything is measured, and nothing yet said. */
export type Measurements = Omit<Comparison, 'verdict' | 'summary' | 'notes' | 'gates' | 'timing'>;

export interface JudgeOptions extends NoteFacts {
  /** Rows of one side that have no partner on the other. */
  readonly rowsAlone: number;
  readonly ignore?: Ignored | undefined;
  readonly gates: readonly Gate[];
  /** Of the rows that some of them are about. */
  readonly measured: readonly RowsMeasured[];
  /** Share of rows, 0 to 1. */
  readonly maxFlips?: number | undefined;
}

/** What is said of the numbers: the verdict, in words, and the gates. What is ignored is told, and decides nothing. */
export function judge(
  found: Measurements,
  options: JudgeOptions,
): Pick<Comparison, 'verdict' | 'summary' | 'notes' | 'gates'> {
  const { ignore, rowsAlone } = options;
  const counted = withoutIgnored(found, ignore);
  const all = verdictOf({ ...counted, rowsAlone });
  // Where outputs were paired and each of them is ignored, nothing that counts differs.
  const isNothingLeft = all === 'incomparable' && counted.outputs.length === 0 && found.outputs.length > 0;
  const verdict: Verdict = isNothingLeft ? 'within' : all;
  return {
    verdict,
    summary: summaryOf({ ...counted, verdict }) + ignoredText(ignore),
    notes: notesOf({ ...found, verdict }, options),
    gates: gatesOf({ ...found, counted, measured: options.measured }, options),
  };
}

function gatesOf(measured: Parameters<typeof judgeGate>[1], { gates, maxFlips }: JudgeOptions): readonly GateResult[] {
  const flips = maxFlips === undefined ? [] : [judgeFlips(maxFlips, measured)];
  return [...gates.map((gate) => judgeGate(gate, measured)), ...flips];
}
