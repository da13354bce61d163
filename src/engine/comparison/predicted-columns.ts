import type { PredictedColumns } from '../../contract/side';
import type { ClassLabel } from '../../contract/model';
import { WorkbenchError } from '../../contract/issue';
import type { OutputMeaning } from '../../tensors/output-meaning';

/** Which columns of a table hold predictions, and what they stand for. */
export interface FoundColumns {
  /** The predicted class, or a regressor's value. */
  readonly label?: string;
  /** One column per class, in the order of `classes`. */
  readonly probabilities?: { readonly classes: readonly ClassLabel[]; readonly columns: readonly string[] };
  /** Columns of other outputs, one per element of a row. */
  readonly outputs: ReadonlyMap<string, readonly string[]>;
}

export interface ColumnSearch {
  readonly columns: readonly string[];
  /** What the other side answers, where that is a model. */
  readonly meaning?: OutputMeaning;
  /** `--predicted`. */
  readonly stated?: PredictedColumns;
  /** The table, for messages. */
  readonly name: string;
}

const LABELS = ['y_pred', 'prediction', 'predicted'];
const PREFIXES = ['proba_', 'prob_', 'p_'];
const TENSORS = ['probabilities', 'probability', 'proba', 'y_proba', 'predict_proba'];
/** What `predict` puts in front of a name that the data has already. */
const OURS = 'onnx_';

/** Throws WorkbenchError of kind `usage` where a stated column is not there, or nothing looks like a prediction. */
export function findPredicted(search: ColumnSearch): FoundColumns {
  const { meaning } = search;
  const label = labelColumn(search);
  const probabilities = probabilityColumns(search);
  const told = new Set([meaning?.label?.name, ...probabilityOutputs(meaning)]);
  const outputs = new Map(
    (meaning?.outputs ?? []).flatMap(({ name }) => {
      const columns = told.has(name) ? [] : outputColumns(search.columns, name);
      return columns.length > 0 ? [[name, columns] as const] : [];
    }),
  );
  if (label === undefined && !probabilities && outputs.size === 0) throw noPredictions(search);
  return {
    ...(label === undefined ? {} : { label }),
    ...(probabilities ? { probabilities } : {}),
    outputs,
  };
}

/** All columns that hold predictions: neither features nor target. */
export function columnsOf({ label, probabilities, outputs }: FoundColumns): readonly string[] {
  return [...(label === undefined ? [] : [label]), ...(probabilities?.columns ?? []), ...[...outputs.values()].flat()];
}

export function probabilityOutputs(meaning: OutputMeaning | undefined): readonly string[] {
  const source = meaning?.probabilities;
  if (!source) return [];
  return source.kind === 'tensor' ? [source.output.name] : source.outputs.map(({ name }) => name);
}

function labelColumn({ columns, stated, meaning, name }: ColumnSearch): string | undefined {
  if (stated) {
    if (columns.includes(stated.label)) return stated.label;
    throw missing(stated.label, columns, name);
  }
  const usual = [...(meaning?.label ? [meaning.label.name] : []), ...LABELS];
  return firstOf(columns, usual);
}

function firstOf(columns: readonly string[], names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = columns.find((column) => [name, OURS + name].includes(column.toLowerCase()) || column === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function probabilityColumns(search: ColumnSearch): FoundColumns['probabilities'] {
  const { columns, stated, meaning } = search;
  const prefixes =
    stated?.prefix === undefined ? (stated ? [] : PREFIXES.flatMap((one) => [one, OURS + one])) : [stated.prefix];
  const found = prefixes.flatMap((prefix) => {
    const named = columns.filter(
      (column) => column.toLowerCase().startsWith(prefix.toLowerCase()) && column.length > prefix.length,
    );
    const matched = meaning ? ofClasses(named, prefix, meaning) : undefined;
    if (matched) return [matched];
    const isOpen = !meaning || (!meaning.naming && meaning.probabilities);
    return isOpen && named.length > 1
      ? [{ classes: named.map((column) => column.slice(prefix.length)), columns: named }]
      : [];
  });
  const [first = tensorOfClasses(search)] = found;
  if (first) return first;
  if (stated?.prefix !== undefined) throw missing(`${stated.prefix}*`, columns, search.name);
  return undefined;
}

/** One column that holds the probabilities of all classes, as arrays are saved. */
function tensorOfClasses({ columns, meaning, stated }: ColumnSearch): FoundColumns['probabilities'] {
  const { classes } = meaning ?? {};
  if (!classes || stated) return undefined;
  const column = firstOf(columns, [...probabilityOutputs(meaning), ...TENSORS]);
  return column === undefined ? undefined : { classes, columns: [column] };
}

/** A column for every class, by its name, label or index. */
function ofClasses(
  named: readonly string[],
  prefix: string,
  { naming, classes }: OutputMeaning,
): FoundColumns['probabilities'] {
  if (!naming) return undefined;
  const behind = new Map(named.map((column) => [column.slice(prefix.length).toLowerCase(), column]));
  const schemes: readonly (readonly ClassLabel[])[] = [
    naming.names ?? [],
    naming.labels,
    naming.labels.map((_, index) => index),
  ];
  for (const words of schemes) {
    const columns = words.map((word) => behind.get(String(word).toLowerCase()));
    if (words.length > 0 && columns.every((column) => column !== undefined))
      return { classes: classes ?? naming.labels, columns };
  }
  return undefined;
}

/** `<output>`, or `<output>_0` and so on. */
function outputColumns(columns: readonly string[], output: string): readonly string[] {
  for (const name of [output, OURS + output]) {
    if (columns.includes(name)) return [name];
    const several: string[] = [];
    while (columns.includes(`${name}_${several.length}`)) several.push(`${name}_${several.length}`);
    if (several.length > 0) return several;
  }
  return [];
}

function missing(wanted: string, columns: readonly string[], name: string): WorkbenchError {
  const message = `${name} has no column ${wanted}, which --predicted names. It has ${columns.map((column) => `'${column}'`).join(', ')}.`;
  return new WorkbenchError('usage', { code: 'no-such-prediction', message, file: name });
}

function noPredictions({ columns, name }: ColumnSearch): WorkbenchError {
  const message =
    `No column of ${name} looks like a prediction (${columns.map((column) => `'${column}'`).join(', ')}): there is none called ${LABELS.join(', ')}, ` +
    `and none that begins with ${PREFIXES.join(', ')} and a class. Say which: --predicted LABEL[,PREFIX*].`;
  return new WorkbenchError('usage', { code: 'no-predictions', message, file: name });
}
