import type { DroppedAs, Proposal } from '../contract/predict';
import type { Candidate } from './candidate';
import type { Task } from './task';
import { dropIds } from './drop-ids';
import { isIndexName } from './drop-indexes';
import { predictionColumns } from './drop-predictions';
import { classTarget, regressionTarget, type TargetSearch } from './target';

export interface ProposalQuestion {
  readonly candidates: readonly Candidate[];
  /** Columns the input takes; null where the data settles it. */
  readonly size: number | null;
  /** The input is of strings: text feeds it. */
  readonly takesText: boolean;
  readonly task: Task;
  /** The sidecar's id. */
  readonly id?: string;
  /** Columns that the user or the sidecar names as the truth. */
  readonly truth: readonly string[];
}

export interface ProposalAnswer {
  readonly proposal: Proposal;
  /** Exactly as many columns as the input takes are left. */
  readonly complete: boolean;
  readonly columns: readonly Candidate[];
  readonly target: readonly string[];
  /** Why the rules cannot decide. */
  readonly open?: string;
}

type Dropped = Proposal['dropped'][number];

/** The columns left by the rules so far, and those dropped. */
interface Sieve {
  left: readonly Candidate[];
  readonly dropped: Dropped[];
}

function drop(sieve: Sieve, as: DroppedAs, why: (candidate: Candidate) => string | undefined): void {
  sieve.left = sieve.left.filter((candidate) => {
    const reason = why(candidate);
    if (reason !== undefined) sieve.dropped.push({ column: candidate.name, as, why: reason });
    return reason === undefined;
  });
}

/** Which columns feed an input that no names speak of: the six rules of docs/columns.md, in their order. */
export function propose(question: ProposalQuestion): ProposalAnswer {
  const { size, task, truth } = question;
  const sieve = startSieve(question.candidates);
  dropPredictionsAndIndexes(sieve, question);
  const target = dropClassTarget(sieve, question);
  if (!question.takesText) drop(sieve, 'text', textReason);
  for (const { candidate, why } of dropIds(sieve.left, size, task))
    drop(sieve, 'id', (other) => (other === candidate ? why : undefined));
  const columns = target.columns.length > 0 ? target.columns : dropRegressionTarget(sieve, question);
  const complete =
    target.open === undefined && sieve.left.length > 0 && (size === null || countWidth(sieve.left) === size);
  return {
    proposal: { columns: sieve.left.map(({ name }) => name), dropped: sieve.dropped },
    complete,
    columns: sieve.left,
    target: columns.length > 0 ? columns : truth,
    ...(target.open === undefined ? {} : { open: target.open }),
  };
}

/** The truth among columns that feed nothing, where the others were bound by name. */
export function targetAmongUnused(question: Omit<ProposalQuestion, 'size' | 'takesText'>): {
  readonly target: readonly string[];
  readonly dropped: readonly Dropped[];
} {
  const all = { ...question, size: 0, takesText: false };
  const sieve = startSieve(question.candidates);
  dropPredictionsAndIndexes(sieve, all);
  const target = dropClassTarget(sieve, all);
  if (target.columns.length > 0) return { target: target.columns, dropped: sieve.dropped };
  drop(sieve, 'text', textReason);
  for (const { candidate, why } of dropIds(sieve.left, 0, question.task))
    drop(sieve, 'id', (other) => (other === candidate ? why : undefined));
  return { target: dropRegressionTarget(sieve, all), dropped: sieve.dropped };
}

function startSieve(left: readonly Candidate[]): Sieve {
  return { left, dropped: [] };
}

function dropPredictionsAndIndexes(sieve: Sieve, { task, id }: ProposalQuestion): void {
  const predictions = predictionColumns(sieve.left, task);
  drop(sieve, 'prediction', (candidate) => predictions.get(candidate));
  drop(sieve, 'index', ({ name }) => {
    if (name === id) return 'the id that the settings beside the model name';
    return isIndexName(name) ? 'an index, by its name' : undefined;
  });
}

function dropClassTarget(sieve: Sieve, question: ProposalQuestion): TargetSearch {
  const { truth, task } = question;
  const known = sieve.left.filter(({ name }) => truth.includes(name));
  if (known.length > 0) {
    drop(sieve, 'target', ({ name }) => (truth.includes(name) ? 'named as the truth' : undefined));
    return { columns: known.map(({ name }) => name) };
  }
  const found = classTarget(sieve.left, task);
  drop(sieve, 'target', ({ name }) =>
    found.columns.includes(name) ? 'all its values are classes of the model' : undefined,
  );
  return found;
}

function dropRegressionTarget(sieve: Sieve, { size, task }: ProposalQuestion): readonly string[] {
  if (size === null || countWidth(sieve.left) !== size + 1) return [];
  const target = regressionTarget(sieve.left, task);
  if (target === undefined) return [];
  drop(sieve, 'target', (candidate) => (candidate === target.candidate ? target.why : undefined));
  return [target.candidate.name];
}

function textReason({ facts, coded }: Candidate): string | undefined {
  if (coded) return undefined;
  if (facts.leadingZeros) return 'numbers with leading zeros are codes, not amounts';
  return facts.numbers * 2 < facts.present ? 'text, not numbers' : undefined;
}

function countWidth(candidates: readonly Candidate[]): number {
  return candidates.reduce((all, { facts }) => all + facts.width, 0);
}
