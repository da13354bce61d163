import type { Issue } from '../contract/issue';
import type { InputShape } from './input-shapes';
import { closest } from './suggest';
import { errorIssue, listNames, ownEntry, type PlanContext } from './plan-context';
import type { Chosen } from './plan-types';

/** Columns that the user or the sidecar names. */
export function explicitColumns(
  context: PlanContext,
  constants: ReadonlySet<string>,
): { readonly chosen: ReadonlyMap<string, Chosen>; readonly errors: readonly Issue[] } {
  const chosen = new Map<string, Chosen>();
  const open = context.inputs.filter(({ name, kind }) => kind === 'rows' && !constants.has(name));
  const errors = unknownInputs(context, open.length);
  for (const input of context.inputs.filter(({ kind }) => kind === 'rows')) {
    const flagged = flagColumns(context, input, open);
    if (flagged) {
      const found = findAll(context, flagged, input.name, '--columns');
      if ('columns' in found) chosen.set(input.name, { source: 'flag', columns: found.columns });
      else errors.push(found.error);
      continue;
    }
    const columns = ownEntry(context.sidecar?.inputs, input.name)?.columns;
    if (!columns || constants.has(input.name) || !context.head.named || isWholeColumn(context, input)) continue;
    const found = findAll(context, columns, input.name, 'the settings beside the model');
    if ('columns' in found) chosen.set(input.name, { source: 'sidecar', columns: found.columns });
    else errors.push(found.error);
  }
  return { chosen, errors };
}

/** A column named like the input that holds its whole row: a tensor or a nested list. */
export function isWholeColumn(context: PlanContext, input: InputShape): boolean {
  const place = context.places.get(input.name);
  return place !== undefined && context.facts(place).nested;
}

function flagColumns(
  { options }: PlanContext,
  input: InputShape,
  open: readonly InputShape[],
): readonly string[] | undefined {
  const only = open.length === 1 && open[0] === input ? ownEntry(options.columns, '') : undefined;
  return ownEntry(options.columns, input.name) ?? only;
}

function findAll(
  context: PlanContext,
  names: readonly string[],
  input: string,
  by: string,
): { readonly columns: readonly number[] } | { readonly error: Issue } {
  const { places, head, dataName } = context;
  const missing = names.filter((name) => !places.has(name));
  if (missing.length === 0) return { columns: names.flatMap((name) => places.get(name) ?? []) };
  const columns = head.named ? `its columns are ${listNames(head.columns)}` : 'its rows have no names';
  const message = `${dataName} has no column ${listNames(missing)}, which ${by} wants for the input '${input}'; ${columns}.${closest(missing, head.columns)}`;
  return { error: errorIssue(context, 'missing-columns', message, { input }) };
}

function unknownInputs(context: PlanContext, open: number): Issue[] {
  const { options, inputs } = context;
  const known = new Set(inputs.map(({ name }) => name));
  const named = [
    ...Object.keys(options.columns ?? {}).filter((name) => name !== ''),
    ...Object.keys(options.set ?? {}),
  ];
  const several = ownEntry(options.columns, '') !== undefined && open > 1;
  const errors = named
    .filter((name) => !known.has(name))
    .map((name) =>
      errorIssue(
        context,
        'unknown-input',
        `The model has no input '${name}'; its inputs are ${listNames([...known])}.`,
        { input: name },
      ),
    );
  if (several) {
    errors.push(
      errorIssue(
        context,
        'which-input',
        `The model has several inputs (${listNames([...known])}): say which one the columns feed, as in --columns INPUT=a,b.`,
      ),
    );
  }
  return errors;
}
