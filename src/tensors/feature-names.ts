import type { Issue } from '../contract/issue';
import type { ExpectedNames } from '../contract/mapping';
import { isWholeColumn } from './explicit-columns';
import type { InputShape } from './input-shapes';
import { errorIssue, listNames, type PlanContext } from './plan-context';
import type { Chosen } from './plan-types';
import { closest } from './suggest';

interface NameSource {
  readonly source: ExpectedNames['source'];
  /** Where the names stand, for messages. */
  readonly where: string;
  readonly names: readonly string[];
  /** How the source writes a header's name. */
  readonly spelling: (column: string) => string;
}

/** Names that libraries make up for columns without names. */
const PLACEHOLDER = /^(column|col|feature|f|x|v|var)?_?\d+$/i;

export interface FeatureNaming {
  readonly chosen: ReadonlyMap<string, Chosen>;
  readonly errors: readonly Issue[];
  /** Names that are not used. */
  readonly notices: readonly Issue[];
}

/**
 * Columns by the feature names that the model carries or that lie beside it; the first source that fits the inputs
 * decides. Where the file has no names the features stand for its columns in order.
 */
export function featureColumns(context: PlanContext, open: readonly InputShape[]): FeatureNaming {
  const inputs = open.filter((input) => !isWholeColumn(context, input));
  const notices: Issue[] = [];
  for (const source of nameSources(context)) {
    const shares = share(source.names, inputs);
    if (!shares) notices.push(...wrongCount(source, inputs));
    else if (!context.head.named) return { chosen: byOrder(context, shares), errors: [], notices };
    else {
      const found = lookUp(context, source, shares);
      if (found !== 'no names') return { ...found, notices };
    }
  }
  return { chosen: new Map(), errors: [], notices };
}

/** Names that are more or fewer than the inputs take; those of inputs are no names of columns. */
function wrongCount({ where, names }: NameSource, inputs: readonly InputShape[]): readonly Issue[] {
  const size = inputs.reduce<number>((all, input) => all + (input.size ?? NaN), 0);
  const named = inputs.some(({ name }) => names.includes(name));
  if (inputs.length === 0 || named || Number.isNaN(size)) return [];
  const takes = inputs.length === 1 ? `the input '${inputs[0]?.name ?? ''}' takes` : `the inputs take`;
  const message = `${where} has ${names.length} names, but ${takes} ${size} values a row: the names are not used.`;
  return [{ severity: 'warning', code: 'feature-names-count', message }];
}

/** The names that the first source has for each input, whether the file has such columns or not; names made up count as none. */
export function expectedNames(context: PlanContext): ReadonlyMap<string, ExpectedNames> {
  const inputs = context.inputs.filter((input) => input.kind === 'rows' && !isWholeColumn(context, input));
  for (const { source, names } of nameSources(context)) {
    const shares = share(names, inputs);
    if (!shares || names.every((name) => PLACEHOLDER.test(name))) continue;
    return new Map([...shares].map(([input, own]) => [input.name, { names: own, source }]));
  }
  return new Map();
}

/** Which feature names feed which inputs by the first source that fits, before there is any data. */
export function featureShares(
  context: Pick<PlanContext, 'analysis' | 'beside'>,
  inputs: readonly InputShape[],
):
  | {
      readonly source: NameSource['source'];
      readonly features: ReadonlyMap<InputShape, readonly string[]>;
    }
  | undefined {
  for (const { source, names } of nameSources(context)) {
    const features = share(names, inputs);
    if (features) return { source, features };
  }
  return undefined;
}

/** Whether some source has feature names at all. */
function nameSources({ analysis, beside }: Pick<PlanContext, 'analysis' | 'beside'>): readonly NameSource[] {
  const asIs = (column: string): string => column;
  return [
    ...(analysis.featureNames
      ? [
          {
            source: 'metadata',
            where: "the model's feature_names",
            names: analysis.featureNames,
            spelling: asIs,
          } as const,
        ]
      : []),
    ...(beside.lightgbm
      ? [
          {
            source: 'model.txt',
            where: beside.lightgbm.file,
            names: beside.lightgbm.featureNames,
            spelling: underscored,
          } as const,
        ]
      : []),
    ...(beside.mlflow
      ? [{ source: 'mlflow', where: beside.mlflow.file, names: beside.mlflow.columns, spelling: asIs } as const]
      : []),
  ];
}

/** LightGBM writes white space in feature names as underscores. */
function underscored(column: string): string {
  return column.replace(/\s/g, '_');
}

/** Which names feed which input: all feed the only input, or one after another where sizes add up exactly. */
function share(
  names: readonly string[],
  inputs: readonly InputShape[],
): ReadonlyMap<InputShape, readonly string[]> | undefined {
  if (names.length === 0 || inputs.some(({ name }) => names.includes(name))) return undefined;
  const [only] = inputs;
  if (only && inputs.length === 1)
    return only.size === null || only.size === names.length ? new Map([[only, names]]) : undefined;
  const sizes = inputs.map(({ size }) => size ?? NaN);
  if (sizes.reduce((all, size) => all + size, 0) === names.length) {
    let start = 0;
    return new Map(inputs.map((input) => [input, names.slice(start, (start += input.size ?? 0))]));
  }
  const fitting = inputs.filter(({ size }) => size === names.length && size > 1);
  return fitting.length === 1 && fitting[0] ? new Map([[fitting[0], names]]) : undefined;
}

function byOrder(
  context: PlanContext,
  shares: ReadonlyMap<InputShape, readonly string[]>,
): ReadonlyMap<string, Chosen> {
  const total = [...shares.values()].reduce((all, names) => all + names.length, 0);
  if (total !== context.head.columns.length) return new Map();
  let start = 0;
  return new Map(
    [...shares].map(([{ name }, features]) => [
      name,
      { source: 'position', columns: features.map(() => start++), features } satisfies Chosen,
    ]),
  );
}

function lookUp(
  context: PlanContext,
  source: NameSource,
  shares: ReadonlyMap<InputShape, readonly string[]>,
): Omit<FeatureNaming, 'notices'> | 'no names' {
  const places = new Map<string, number>();
  for (const [name, place] of context.places) {
    const spelled = source.spelling(name);
    if (!places.has(spelled)) places.set(spelled, place);
  }
  const find = (name: string): number | undefined => context.places.get(name) ?? places.get(name);
  const chosen = new Map<string, Chosen>();
  const errors: Issue[] = [];
  for (const [input, names] of shares) {
    const missing = names.filter((name) => find(name) === undefined);
    if (missing.length === names.length && names.every((name) => PLACEHOLDER.test(name))) return 'no names';
    if (missing.length > 0) errors.push(missingFeatures(context, source, input, missing));
    else
      chosen.set(input.name, {
        source: source.source,
        columns: names.flatMap((name) => find(name) ?? []),
        features: names,
      });
  }
  return { chosen, errors };
}

function missingFeatures(
  context: PlanContext,
  { where }: NameSource,
  input: InputShape,
  missing: readonly string[],
): Issue {
  const { dataName, head } = context;
  const message =
    `${dataName} has no column ${listNames(missing)}, which ${where} names for the input '${input.name}'; ` +
    `its columns are ${listNames(head.columns)}.${closest(missing, head.columns)} Rename them, or say which columns feed it with --columns.`;
  return errorIssue(context, 'missing-columns', message, { input: input.name });
}
