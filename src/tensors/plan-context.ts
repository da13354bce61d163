import type { Issue } from '../contract/issue';
import type { Value } from '../data/table';
import { columnFacts, valuesOf, type ColumnFacts } from './column-facts';
import { inputShapes, type InputShape } from './input-shapes';
import type { RunMode } from './binding-plan';
import type { PlanInput } from './plan-types';

/** What all steps of planning look at. */
export interface PlanContext extends PlanInput {
  readonly inputs: readonly InputShape[];
  readonly mode: RunMode;
  readonly decimal: '.' | ',';
  /** Column name -> its place; empty where the file has no names. */
  readonly places: ReadonlyMap<string, number>;
  /** What the sample tells of a column; read once. */
  facts(index: number): ColumnFacts;
  /** Cells of a column of the sample, read as they are asked for. */
  cells(index: number): Iterable<Value>;
}

export function createContext(input: PlanInput): PlanContext {
  const { head, analysis, options, sidecar } = input;
  const decimal = head.decimal ?? '.';
  const dims = new Map([...Object.entries(sidecar?.dims ?? {}), ...Object.entries(options.dims ?? {})]);
  const places = new Map<string, number>();
  if (head.named) for (const [index, name] of head.columns.entries()) if (!places.has(name)) places.set(name, index);
  const facts = input.known ?? new Map<number, ColumnFacts>();
  return {
    ...input,
    ...inputShapes(analysis, dims),
    decimal,
    places,
    facts: (index) => {
      const known = facts.get(index) ?? columnFacts(input.sample, index, decimal);
      facts.set(index, known);
      return known;
    },
    cells: (index) => valuesOf(input.sample, index),
  };
}

/** Own entries only: names come from files. */
export function ownEntry<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

export function errorIssue(context: PlanContext, code: string, message: string, where: Partial<Issue> = {}): Issue {
  return { severity: 'error', code, message, file: context.dataName, ...where };
}

/** `'a', 'b' and 3 more`. */
export function listNames(names: readonly string[], most = 12): string {
  const quoted = names.slice(0, most).map((name) => `'${name}'`);
  return names.length > most ? `${quoted.join(', ')} and ${names.length - most} more` : quoted.join(', ');
}
