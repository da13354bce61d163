import type { Issue } from '../contract/issue';
import type { Proposal } from '../contract/predict';
import { categoryCodes } from './categories';
import type { InputShape } from './input-shapes';
import { errorIssue, listNames, type PlanContext } from './plan-context';
import type { Chosen } from './plan-types';
import type { Candidate } from './candidate';
import { propose, type ProposalAnswer } from './proposal';
import type { Task } from './task';

/** What became of an input that no names speak of. */
export type ByPosition =
  | {
      readonly kind: 'bound';
      readonly chosen: Chosen;
      readonly issues: readonly Issue[];
      readonly proposal?: Proposal;
      readonly target?: readonly string[];
    }
  | {
      readonly kind: 'stopped';
      readonly proposal?: Proposal;
      readonly issues: readonly Issue[];
      /** The columns that the rules leave, which are not as many as the input takes. */
      readonly guess?: readonly string[];
    };

export interface PositionQuestion {
  readonly input: InputShape;
  readonly candidates: readonly Candidate[];
  readonly task: Task;
  readonly truth: readonly string[];
}

/** Columns by their order: as many as the input takes are bound with a warning, more are a proposal, fewer an error. */
export function bindByPosition(context: PlanContext, question: PositionQuestion): ByPosition {
  const { input, candidates } = question;
  const { size } = input;
  const width = candidates.reduce((all, { facts }) => all + facts.width, 0);
  if (candidates.length === 0 || (size !== null && width < size))
    return { ...stop(tooFew(context, input, width)), guess: askRules(context, question).proposal.columns };
  if (width === size || (size === null && candidates.length === 1)) return inOrder(context, input, candidates);
  if (context.head.named) return bindByProposal(context, question);
  return size === null ? inOrder(context, input, candidates) : stop(wrongWidth(context, input, width));
}

function askRules(context: PlanContext, { input, candidates, task, truth }: PositionQuestion): ProposalAnswer {
  const id = context.sidecar?.id;
  const takesText = input.signature.dtype === 'string';
  return propose({ candidates, size: input.size, task, truth, takesText, ...(id !== undefined && { id }) });
}

function bindByProposal(context: PlanContext, question: PositionQuestion): ByPosition {
  const { input, candidates } = question;
  const { size } = input;
  const answer = askRules(context, question);
  const { proposal } = answer;
  if (size === null && proposal.dropped.length === 0) return inOrder(context, input, candidates);
  if (!answer.complete) return { ...stop(cannotDecide(context, input, answer)), guess: proposal.columns };
  if (context.options.map !== 'auto') return { ...stop(pleaseAccept(context, input, answer)), proposal };
  const columns = answer.columns.map(({ index }) => index);
  return { kind: 'bound', chosen: { source: 'auto', columns }, issues: [], proposal, target: answer.target };
}

function stop(issue: Issue): Extract<ByPosition, { kind: 'stopped' }> {
  return { kind: 'stopped', issues: [issue] };
}

/** The columns of the file as candidates. */
export function candidatesOf(context: PlanContext, columns: readonly number[]): readonly Candidate[] {
  return columns.map((index) => {
    const name = context.head.columns[index] ?? '';
    return {
      index,
      name,
      facts: context.facts(index),
      coded: categoryCodes(context, name, undefined) !== undefined,
      cells: () => context.cells(index),
    };
  });
}

function inOrder(context: PlanContext, input: InputShape, candidates: readonly Candidate[]): ByPosition {
  const chosen: Chosen = { source: 'position', columns: candidates.map(({ index }) => index) };
  return { kind: 'bound', chosen, issues: [positionWarning(context, input, candidates)] };
}

function positionWarning(context: PlanContext, input: InputShape, candidates: readonly Candidate[]): Issue {
  const { head, dataName } = context;
  const names = candidates.map(({ name }) => name);
  const message = head.named
    ? `Nothing names the columns of the input '${input.name}': ${listNames(names)} feed it in the order of ${dataName}. Check that the model was trained in this order.`
    : `The rows of ${dataName} have no names: their values feed the input '${input.name}' in order.`;
  return { severity: 'warning', code: 'columns-by-position', message, file: dataName, input: input.name };
}

function tooFew(context: PlanContext, { name, size }: InputShape, width: number): Issue {
  const { head, dataName } = context;
  const message = head.named
    ? `The input '${name}' takes ${size ?? 'some'} columns; ${dataName} has ${width} that could feed it (${listNames(head.columns)}).`
    : `${dataName} has rows of ${width} values; the input '${name}' wants ${size ?? 'some'}.`;
  return errorIssue(context, 'too-few-columns', message, { input: name });
}

function wrongWidth(context: PlanContext, { name, size }: InputShape, width: number): Issue {
  return errorIssue(
    context,
    'too-many-values',
    `${context.dataName} has rows of ${width} values without names; the input '${name}' wants ${size ?? 'others'}.`,
    { input: name },
  );
}

function cannotDecide(context: PlanContext, { name, size }: InputShape, { proposal, open }: ProposalAnswer): Issue {
  const left =
    proposal.columns.length === 0
      ? `no column of ${context.dataName} could be one`
      : `each of ${listNames(proposal.columns)} could be one`;
  const message =
    `The input '${name}' takes ${size ?? 'an open number of'} columns and nothing says which: ${left}. ${open ?? ''}`.trim();
  return errorIssue(
    context,
    'choose-columns',
    `${message} Name them, in the order that the model was trained with: --columns a,b,c.`,
    { input: name },
  );
}

function pleaseAccept(context: PlanContext, { name, size }: InputShape, { proposal }: ProposalAnswer): Issue {
  const message =
    `The input '${name}' takes ${size ?? 'an open number of'} columns and nothing names them. ${listNames(proposal.columns)} are proposed: ` +
    `accept them with --map auto, or name others in order with --columns.`;
  return errorIssue(context, 'accept-columns', message, { input: name });
}
