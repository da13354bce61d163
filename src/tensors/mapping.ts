import type { Binding } from '../contract/binding';
import type { ExpectedNames, Mapping, MappingColumn, MappingInput } from '../contract/mapping';
import type { Dim } from '../contract/model';
import type { Proposal } from '../contract/predict';
import type { Sidecar } from '../contract/sidecar';
import { candidatesOf } from './by-position';
import { classNaming } from './class-naming';
import { sketchColumn } from './column-sketch';
import { isWholeColumn } from './explicit-columns';
import { expectedNames } from './feature-names';
import type { InputShape } from './input-shapes';
import { planBinding } from './plan';
import { createContext, ownEntry, type PlanContext } from './plan-context';
import type { PlanInput, PlanResult } from './plan-types';
import { targetAmongUnused } from './proposal';
import { taskOf, type Task } from './task';

export type MappingPlan = Omit<Mapping, 'reading' | 'issues' | 'proposal' | 'all'>;

/**
 * What the model expects and what the file has, with what would feed each input if the proposal were accepted. Where the
 * rules find nothing, places stay open; nothing here throws for a file that does not fit.
 */
export function planMapping(input: PlanInput): MappingPlan {
  const context = createContext({ ...input, options: { ...input.options, map: 'auto' } });
  const result = planWithoutValues(context);
  const task = taskOf(context.analysis, classNaming(context.analysis, context.classNames, context.sidecar));
  const expected = expectedNames(context);
  const inputs = context.inputs.map((shape) => mappingInput(context, shape, result, expected.get(shape.name)));
  const fed = new Set(inputs.flatMap(({ columns }) => columns));
  const unused = context.head.named
    ? context.head.columns.flatMap((name, index) => (fed.has(name) ? [] : [index]))
    : [];
  const found = rolesOfUnused(context, task, unused);
  const { id } = context.sidecar ?? {};
  return {
    inputs,
    columns: mappingColumns(context, new Map([...found.taken, ...takenBy(result.proposal)])),
    named: context.head.named,
    rows: sampleRows(context),
    sketched: sketchedRows(context),
    task: task.kind,
    truth: result.kind === 'ready' ? (result.truthColumns ?? []) : found.truth,
    ...(id !== undefined && { id }),
    missing: ruleTable(context),
    missingChosen: context.options.settings?.missing ?? {},
    dims: { ...context.sidecar?.dims, ...context.options.dims },
  };
}

/** The plan as it would be if inputs that still want a value had one: they must not hide what feeds the others. */
function planWithoutValues(context: PlanContext): PlanResult {
  const result = planBinding(context);
  const wanting = result.issues.flatMap(({ code, input }) => (code === 'input-needs-value' ? (input ?? []) : []));
  if (wanting.length === 0) return result;
  const zeros = context.inputs.flatMap(({ name, signature: { shape } }): (readonly [string, string])[] =>
    wanting.includes(name) && elementsOf(shape ?? []) <= MOST_ZEROS
      ? [[name, JSON.stringify(zerosOf(shape ?? []))]]
      : [],
  );
  const set = { ...context.options.set, ...Object.fromEntries(zeros) };
  const other = planBinding({ ...context, options: { ...context.options, set } });
  return { ...other, bindings: other.bindings.filter(({ input }) => !wanting.includes(input)) };
}

/** A larger constant keeps what feeds the others hidden: a model may ask for any size. */
const MOST_ZEROS = 1_000_000;

/** How many there are; a size of 0 hides no larger one. */
function elementsOf(shape: readonly Dim[]): number {
  return shape.reduce<number>((all, dim) => all * (typeof dim === 'number' ? Math.max(1, dim) : 1), 1);
}

type Zeros = 0 | readonly Zeros[];

/** A constant of a shape; a size that is left open is 1. */
function zerosOf([dim, ...others]: readonly Dim[]): Zeros {
  if (dim === undefined) return 0;
  return Array.from({ length: typeof dim === 'number' ? dim : 1 }, () => zerosOf(others));
}

function ruleTable({ options, sidecar }: PlanContext): Mapping['missing'] {
  return options.missing === undefined ? (sidecar?.missing ?? {}) : { '*': options.missing };
}

function mappingInput(
  context: PlanContext,
  shape: InputShape,
  result: PlanResult,
  features: ExpectedNames | undefined,
): MappingInput {
  const { name, kind, rowDims, signature } = shape;
  const binding = result.bindings.find(({ input }) => input === name);
  const expected = savedNames(context, shape) ?? features;
  const value = binding && binding.source !== 'constant' ? undefined : constantText(context, name);
  return {
    name,
    dtype: signature.dtype,
    shape: signature.shape,
    kind,
    rowDims,
    ...(expected && { expected }),
    takesNaN: signature.takesNaN,
    ...(binding && { source: binding.source }),
    columns: kind === 'rows' ? columnsOf(context, shape, result, binding, expected) : (binding?.columns ?? []),
    ...(value !== undefined && { value }),
  };
}

/** Columns that the settings name, which this file may not have. */
function savedNames(context: PlanContext, input: InputShape): ExpectedNames | undefined {
  const names = ownEntry(context.sidecar?.inputs, input.name)?.columns;
  return names && input.kind === 'rows' && !isWholeColumn(context, input) ? { names, source: 'sidecar' } : undefined;
}

function columnsOf(
  { head, places }: PlanContext,
  { name }: InputShape,
  result: PlanResult,
  binding: Binding | undefined,
  expected: ExpectedNames | undefined,
): MappingInput['columns'] {
  if (binding) return binding.columns;
  if (!head.named) return [];
  const guess = result.kind === 'stopped' && result.guess?.input === name ? result.guess.columns : [];
  return expected ? expected.names.map((column) => (places.has(column) ? column : null)) : guess;
}

/** A constant as a person would write it. Undefined where the file holds it, or nothing does. */
function constantText({ options, sidecar, head }: PlanContext, input: string): string | undefined {
  const given = ownEntry(options.set, input);
  if (given !== undefined || head.constants.some(({ name }) => name === input)) return given;
  const value = ownEntry(sidecar?.inputs as Readonly<Record<string, SavedInput>> | undefined, input)?.value;
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

type SavedInput = NonNullable<Sidecar['inputs']>[string];

function rolesOfUnused(
  context: PlanContext,
  task: Task,
  unused: readonly number[],
): { readonly truth: readonly string[]; readonly taken: Taken } {
  const { id, truth } = context.sidecar ?? {};
  const stated = [truth ?? []].flat().filter((name) => context.places.has(name));
  const candidates = candidatesOf(context, unused);
  const found = targetAmongUnused({ candidates, task, truth: stated, ...(id !== undefined && { id }) });
  return {
    truth: Array.isArray(truth) && truth.length === 0 ? [] : found.target,
    taken: takenBy(found),
  };
}

function takenBy(rules: Pick<Proposal, 'dropped'> | undefined): Taken {
  return new Map((rules?.dropped ?? []).map(({ column, as, why }) => [column, { as, why }]));
}

type Taken = ReadonlyMap<string, MappingColumn['taken']>;

/** Cells that are compared with each other, which a wide file has within a few rows. */
const SKETCHED_CELLS = 2_000_000;
const LEAST_SKETCHED_ROWS = 1_000;

function sampleRows({ sample }: PlanContext): number {
  return sample.reduce((rows, batch) => rows + batch.rows, 0);
}

function sketchedRows(context: PlanContext): number {
  const most = Math.max(LEAST_SKETCHED_ROWS, Math.floor(SKETCHED_CELLS / Math.max(1, context.head.columns.length)));
  return Math.min(sampleRows(context), most);
}

function mappingColumns(context: PlanContext, taken: Taken): readonly MappingColumn[] {
  const coded = candidatesOf(context, [...context.head.columns.keys()]);
  return coded.map(({ index, name, facts, coded: isCoded, cells }) => {
    const { type, distinct, samples } = sketchColumn(facts, cells(), sketchedRows(context));
    const role = taken.get(name);
    return {
      name: context.head.named ? name : `${index}`,
      type,
      missing: facts.missing,
      notNumbers: facts.present - facts.numbers,
      distinct,
      samples,
      width: facts.width,
      coded: isCoded,
      ...(role && { taken: role }),
    };
  });
}
