import type { Issue } from '../contract/issue';
import type { Binding } from '../contract/binding';
import type { Proposal } from '../contract/predict';
import type { InputPlan } from './binding-plan';
import { bindByPosition, candidatesOf, type ByPosition } from './by-position';
import { planColumns } from './column-plans';
import { givenConstants, sidecarConstants } from './constants';
import { dimsDisagree, unknownDims } from './dims';
import { explicitColumns } from './explicit-columns';
import { featureColumns } from './feature-names';
import type { InputShape } from './input-shapes';
import { columnsByInputName } from './input-names';
import { planNotices } from './plan-notices';
import { createContext, errorIssue, listNames, ownEntry, type PlanContext } from './plan-context';
import type { Chosen, PlanInput, PlanResult } from './plan-types';
import { scalarColumn } from './scalar-columns';
import { targetAmongUnused } from './proposal';
import { classNaming } from './class-naming';
import { closest } from './suggest';
import { taskOf, type Task } from './task';

/** What is known while inputs find their columns. */
interface Draft {
  readonly constants: Map<string, InputPlan>;
  readonly chosen: Map<string, Chosen>;
  readonly errors: Issue[];
  readonly notices: Issue[];
  proposal?: Proposal;
  target?: readonly string[];
  guess?: { readonly input: string; readonly columns: readonly string[] };
}

/**
 * Which columns feed which inputs, by the rules of docs/columns.md: flag, sidecar, the model's feature names, what lies
 * beside the model, the inputs' own names; only where no names exist, by position or by a proposal.
 */
export function planBinding(input: PlanInput): PlanResult {
  const context = createContext(input);
  const task = taskOf(context.analysis, classNaming(context.analysis, context.classNames, context.sidecar));
  const truth = statedTruth(context);
  const draft: Draft = { constants: new Map(), chosen: new Map(), errors: unknownDims(context), notices: [] };
  takeConstants(draft, givenConstants(context));
  chooseByName(context, draft);
  takeConstants(draft, sidecarConstants(context, openInputs(context, draft)));
  if (draft.errors.length === 0) chooseByPosition(context, draft, task, truth);
  const plans = draft.errors.length === 0 ? planInputs(context, draft) : [];
  if (draft.errors.length > 0) return stopped(context, draft);
  const truthColumns = truth.length > 0 ? truth : foundTruth(context, draft, task);
  return {
    kind: 'ready',
    plan: { inputs: plans, mode: context.mode, decimal: context.decimal, dataName: context.dataName },
    bindings: plans.map((plan) => bindingOf(context, plan, draft.chosen)),
    issues: [
      ...draft.notices,
      ...planNotices(context, {
        plans,
        truth: truthColumns,
        stated: truth.length > 0,
        ...(draft.proposal && { proposal: draft.proposal }),
      }),
    ],
    ...(draft.proposal && { proposal: draft.proposal }),
    ...(truthColumns.length > 0 && { truthColumns }),
  };
}

function stopped(context: PlanContext, { errors, notices, proposal, guess, chosen, constants }: Draft): PlanResult {
  const names = ({ columns }: Chosen): string[] =>
    columns.map((index) => (context.head.named ? context.head.columns[index] : undefined) ?? `${index}`);
  return {
    kind: 'stopped',
    issues: [...errors, ...notices],
    ...(proposal && { proposal }),
    ...(guess && { guess }),
    bindings: [
      ...[...constants.values()].map((plan) => bindingOf(context, plan, chosen)),
      ...[...chosen].map(([input, found]) => ({ input, columns: names(found), source: found.source })),
    ],
  };
}

/** Columns of the file that the user or the sidecar names as the truth. */
function statedTruth({ options, sidecar, places }: PlanContext): readonly string[] {
  const stated = options.truth ?? sidecar?.truth;
  const names = stated === undefined ? [] : typeof stated === 'string' ? [stated] : stated;
  return names.every((name) => places.has(name)) ? names : [];
}

function takeConstants(
  draft: Draft,
  { plans, errors }: { readonly plans: ReadonlyMap<string, InputPlan>; readonly errors: readonly Issue[] },
): void {
  for (const [name, plan] of plans) draft.constants.set(name, plan);
  draft.errors.push(...errors);
}

function openInputs({ inputs }: PlanContext, { constants, chosen }: Draft): readonly InputShape[] {
  return inputs.filter(({ name }) => !constants.has(name) && !chosen.has(name));
}

function chooseByName(context: PlanContext, draft: Draft): void {
  const take = ({
    chosen,
    errors,
  }: {
    readonly chosen: ReadonlyMap<string, Chosen>;
    readonly errors: readonly Issue[];
  }): void => {
    for (const [name, columns] of chosen) draft.chosen.set(name, columns);
    draft.errors.push(...errors);
  };
  take(explicitColumns(context, new Set(draft.constants.keys())));
  if (draft.errors.length > 0) return;
  const rows = openInputs(context, draft).filter(({ kind }) => kind === 'rows');
  const features = featureColumns(context, rows);
  take(features);
  draft.notices.push(...features.notices);
  for (const input of openInputs(context, draft)) {
    if (input.kind === 'scalar') {
      const scalar = scalarColumn(context, input);
      if (scalar?.kind === 'plan') draft.constants.set(input.name, scalar.plan);
      if (scalar?.kind === 'error') draft.errors.push(scalar.error);
    }
    const byName = input.kind === 'rows' ? columnsByInputName(context, input) : undefined;
    if (byName && !draft.errors.some((error) => error.input === input.name)) draft.chosen.set(input.name, byName);
  }
}

function chooseByPosition(context: PlanContext, draft: Draft, task: Task, truth: readonly string[]): void {
  const open = openInputs(context, draft);
  draft.errors.push(...open.filter(({ kind }) => kind !== 'rows').map((input) => needsValue(context, input)));
  const rows = open.filter(({ kind }) => kind === 'rows');
  const [input] = rows;
  if (!input || draft.errors.length > 0) return;
  if (rows.length > 1 && !context.head.named && sharesExactly(context, draft, rows)) return;
  const othersByName = draft.chosen.size > 0;
  if (rows.length > 1 || (othersByName && input.size === 1)) {
    draft.errors.push(missingInputs(context, rows));
    return;
  }
  const candidates = candidatesOf(context, freeColumns(context, draft));
  takePosition(draft, input, bindByPosition(context, { input, candidates, task, truth }));
}

function takePosition(draft: Draft, { name }: InputShape, bound: ByPosition): void {
  if (bound.proposal) draft.proposal = bound.proposal;
  if (bound.kind === 'stopped') {
    draft.errors.push(...bound.issues);
    if (bound.guess) draft.guess = { input: name, columns: bound.guess };
    return;
  }
  draft.chosen.set(name, bound.chosen);
  draft.notices.push(...bound.issues);
  if (bound.target) draft.target = bound.target;
}

/** Rows without names whose values are exactly as many as several inputs take: one input after another. */
function sharesExactly(context: PlanContext, draft: Draft, rows: readonly InputShape[]): boolean {
  const sizes = rows.map(({ size }) => size ?? NaN);
  const columns = freeColumns(context, draft);
  if (sizes.reduce((all, size) => all + size, 0) !== columns.length) return false;
  let start = 0;
  for (const { name, size } of rows)
    draft.chosen.set(name, { source: 'position', columns: columns.slice(start, (start += size ?? 0)) });
  draft.notices.push({
    severity: 'warning',
    code: 'columns-by-position',
    message: `The rows of ${context.dataName} have no names: their values feed the inputs ${listNames(rows.map(({ name }) => name))} one after another.`,
    file: context.dataName,
  });
  return true;
}

/** Columns that feed nothing yet and are not named like an initializer. */
function freeColumns({ head, analysis }: PlanContext, { chosen }: Draft): readonly number[] {
  const used = new Set([...chosen.values()].flatMap(({ columns }) => columns));
  const initializers = new Set(analysis.summary.initializerInputs);
  return head.columns.flatMap((name, index) =>
    used.has(index) || (head.named && initializers.has(name)) ? [] : [index],
  );
}

function needsValue(context: PlanContext, { name, signature }: InputShape): Issue {
  const shape =
    signature.shape?.length === 0 ? 'one value' : `a tensor of shape [${(signature.shape ?? []).join(', ')}]`;
  const message = `No column feeds the input '${name}': it takes ${shape} (${signature.dtype}) for the whole run. Give it with --set ${name}=VALUE, or as "value" in the settings beside the model.`;
  return errorIssue(context, 'input-needs-value', message, { input: name });
}

function missingInputs(context: PlanContext, rows: readonly InputShape[]): Issue {
  const names = rows.map(({ name }) => name);
  const { head, dataName } = context;
  const columns = head.named
    ? `its columns are ${listNames(head.columns)}`
    : `its rows have ${head.columns.length} values without names`;
  const message =
    `${dataName} has no column for the input${names.length > 1 ? 's' : ''} ${listNames(names)}; ${columns}.${closest(names, head.columns)} ` +
    `Say which columns feed them with --columns INPUT=a,b, or give a constant with --set INPUT=VALUE.`;
  return errorIssue(context, 'missing-columns', message, names[0] === undefined ? {} : { input: names[0] });
}

function planInputs(context: PlanContext, draft: Draft): readonly InputPlan[] {
  const plans: InputPlan[] = [];
  for (const input of context.inputs) {
    const constant = draft.constants.get(input.name);
    const chosen = draft.chosen.get(input.name);
    const plan = constant ?? (chosen && planColumns(context, input, chosen));
    if (plan && 'kind' in plan) plans.push(plan);
    else if (plan) draft.errors.push(plan);
  }
  draft.errors.push(...dimsDisagree(context, plans));
  return plans;
}

function foundTruth(context: PlanContext, draft: Draft, task: Task): readonly string[] {
  const isDeclined = Array.isArray(context.sidecar?.truth) && context.sidecar.truth.length === 0;
  if (context.options.map !== 'auto' || !context.head.named || isDeclined) return [];
  if (draft.proposal) return draft.target ?? [];
  const id = context.sidecar?.id;
  const candidates = candidatesOf(context, freeColumns(context, draft));
  return targetAmongUnused({ candidates, task, truth: [], ...(id !== undefined && { id }) }).target;
}

function bindingOf(context: PlanContext, plan: InputPlan, chosen: Draft['chosen']): Binding {
  const { name: input } = plan;
  switch (plan.kind) {
    case 'columns':
      return {
        input,
        columns: plan.columns.map(({ name }) => name),
        source: chosen.get(input)?.source ?? 'name',
      };
    case 'scalar-column':
      return { input, columns: [plan.column.name], source: scalarSource(context, input) };
    case 'constant':
    case 'repeated':
      return { input, columns: [], source: 'constant' };
  }
}

function scalarSource({ options, sidecar }: PlanContext, input: string): Binding['source'] {
  if (ownEntry(options.columns, input)) return 'flag';
  return ownEntry(sidecar?.inputs, input)?.columns ? 'sidecar' : 'name';
}
