import type { OutputComparison } from '../contract/output-comparison';
import type { SideName } from '../contract/side';
import type { ToleranceOptions } from '../contract/tolerance';
import type { Dtype } from '../contract/dtype';
import type { Answer } from './answers';
import type { BatchRows, RowMarks } from './difference';
import { ignoresOutput } from './ignored';
import { createOutputPair, type OutputPair, type PairStore } from './output-pair';
import { createMarks, mergeMarks } from './row-marks';
import { createRowSet, type RowSet } from './row-set';

export interface OutputsOptions {
  /** The baseline's name -> the candidate's, where a person paired them. */
  readonly pairs: Readonly<Record<string, string>>;
  readonly tolerance: ToleranceOptions;
  readonly external: ReadonlySet<SideName>;
  readonly round: (value: number, dtype: Dtype) => number;
  readonly store: PairStore;
  /** Whether it is wanted how far apart each row is. */
  readonly distances: boolean;
}

/** Outputs of two sides, paired by name and folded batch by batch. */
export interface OutputsFold {
  add(baseline: readonly Answer[], candidate: readonly Answer[], rows: BatchRows): MarkedRows;
  result(): OutputsResult;
  /** With another tolerance, from the stored numbers. */
  again(tolerance: ToleranceOptions): OutputsAgain;
}

/** What became of the rows of a batch: over all outputs, and for each pair of them. */
export interface MarkedRows {
  readonly all: RowMarks;
  readonly pairs: readonly MarkedPair[];
}

export interface MarkedPair {
  /** Names on either side. */
  readonly baseline: string;
  readonly candidate: string;
  /** Whether values can be more or less apart. */
  readonly numeric: boolean;
  readonly marks: RowMarks;
}

export interface OutputsResult {
  readonly outputs: readonly OutputComparison[];
  readonly onlyInBaseline: readonly string[];
  readonly onlyInCandidate: readonly string[];
  /** Rows in which an output that is not ignored is out of tolerance. */
  readonly rowsOut: number;
}

/** Outputs under another tolerance. */
export interface OutputsAgain {
  readonly outputs: readonly OutputComparison[];
  /** Rows in which an output that is not ignored is out of tolerance. */
  readonly out: RowSet;
  /** For each compared row, in their order, 1 where an output, by the baseline's name, or any that is not ignored is out. */
  readonly marksOf: (output?: string) => Uint8Array;
}

export function createOutputs(options: OutputsOptions): OutputsFold {
  const pairs = new Map<string, OutputPair>();
  const names = { baseline: new Set<string>(), candidate: new Set<string>() };
  const paired = { baseline: new Set<string>(), candidate: new Set<string>() };
  const compared = createRowSet();
  let rowsOut = 0;
  const pairOf = (baseline: Answer, candidate: Answer): OutputPair => {
    const known = pairs.get(baseline.name);
    if (known) return known;
    const pair = createOutputPair([baseline, candidate], { ...options, number: pairs.size });
    pairs.set(baseline.name, pair);
    return pair;
  };
  return {
    add: (baseline, candidate, rows) => {
      const all = createMarks(rows.count, options.distances);
      compared.addMarked(rows, new Uint8Array(rows.count).fill(1));
      const marked: MarkedPair[] = [];
      const byName = new Map(candidate.map((answer) => [answer.name, answer]));
      for (const { name } of candidate) names.candidate.add(name);
      for (const answer of baseline) {
        names.baseline.add(answer.name);
        const other = byName.get(partnerOf(answer.name, options.pairs));
        if (!other) continue;
        paired.baseline.add(answer.name);
        paired.candidate.add(other.name);
        const marks = createMarks(rows.count, options.distances);
        const pair = pairOf(answer, other);
        pair.add(answer, other, rows, marks);
        if (!ignoresOutput(options.tolerance.ignore ?? {}, answer.name)) mergeMarks(all, marks);
        marked.push({ baseline: answer.name, candidate: other.name, numeric: pair.isNumeric(), marks });
      }
      for (const out of all.out) rowsOut += out;
      return { all, pairs: marked };
    },
    result: () => ({
      outputs: [...pairs.values()].map((pair) => pair.result()),
      onlyInBaseline: [...names.baseline].filter((name) => !paired.baseline.has(name)),
      onlyInCandidate: [...names.candidate].filter((name) => !paired.candidate.has(name)),
      rowsOut,
    }),
    again: (tolerance) => {
      const out = createRowSet();
      const own = new Map<string, RowSet>();
      const outputs = [...pairs].map(([name, pair]) => {
        const rows = createRowSet();
        own.set(name, rows);
        const judged = pair.again(tolerance, rows);
        if (!ignoresOutput(tolerance.ignore ?? {}, name)) out.addAll(rows);
        return judged;
      });
      const marksOf = (output?: string): Uint8Array =>
        marksAmong(compared, output === undefined ? out : (own.get(output) ?? createRowSet()));
      return { outputs, out, marksOf };
    },
  };
}

function partnerOf(name: string, pairs: Readonly<Record<string, string>>): string {
  return Object.hasOwn(pairs, name) ? (pairs[name] ?? name) : name;
}

function marksAmong(compared: RowSet, out: RowSet): Uint8Array {
  const marks = new Uint8Array(compared.count());
  let place = 0;
  compared.visit((row) => {
    marks[place++] = out.has(row) ? 1 : 0;
  });
  return marks;
}
