import { bindingFlags, chosenSettings, columnsText, flag, positional, readingFlags } from './command-words';
import type { CompareRequest } from './compare';
import type { PredictCommand } from './predict-command';
import { SIDES, type PredictedColumns, type Side } from './side';
import type { Ignored, Tolerance, ToleranceOptions } from './tolerance';

/** `compare BASELINE CANDIDATE` with every flag that the request needs. */
export function compareCommand(request: CompareRequest): PredictCommand {
  const { baseline, candidate, data, binding, reading, on, pairs, tolerance, gates, maxFlips, batch, log } = request;
  const chosen = chosenSettings(binding);
  const flags = [
    ...(data?.kind === 'file' ? flag('data', data.path) : data?.kind === 'stdin' ? ['--data', '-'] : []),
    ...bindingFlags({ ...binding, ...chosen.said }),
    ...sideColumns(request),
    ...readingFlags(reading),
    ...flag('on', on),
    ...Object.entries(pairs).flatMap(([old, now]) => flag('pair', `${old}=${now}`)),
    ...flag('predicted', predictedText(baseline) ?? predictedText(candidate)),
    ...gates.flatMap((gate) => flag('gate', gate)),
    ...flag('max-flips', maxFlips),
    ...toleranceFlags(tolerance),
    ...(request.layers ? ['--layers'] : []),
    ...(request.slices ? ['--slices'] : []),
    ...flag('batch', batch),
    ...(log.kind === 'off' ? ['--no-log'] : []),
    ...(log.kind === 'file' ? flag('log', log.path) : []),
  ];
  return { words: ['compare', sideWord(baseline), sideWord(candidate), ...flags], unsaid: chosen.unsaid };
}

/** A version is named as it was asked for, not by its copy. */
function sideWord(side: Side): string {
  switch (side.kind) {
    case 'model':
      return positional(isVersion(side.label) ? side.label : side.path);
    case 'predictions':
      return `predictions:${side.file ?? ''}`;
    case 'run':
      return `run:${side.run}`;
  }
}

function isVersion(label: string | undefined): label is string {
  return label !== undefined && /^(?:git|version):/.test(label);
}

function predictedText(side: Side): string | undefined {
  if (side.kind !== 'predictions' || !side.columns) return undefined;
  const { label, prefix }: PredictedColumns = side.columns;
  return prefix === undefined ? label : `${label},${prefix}*`;
}

function sideColumns({ columns }: CompareRequest): readonly string[] {
  return SIDES.flatMap((side) =>
    Object.entries(columns?.[side] ?? {}).flatMap(([input, names]) =>
      flag('columns', `${side}:${columnsText(input, names)}`),
    ),
  );
}

function toleranceFlags({ rtol, atol, outputs, rule, ignore }: ToleranceOptions): readonly string[] {
  const own = (name: keyof Tolerance): readonly string[] =>
    Object.entries(outputs ?? {}).flatMap(([output, { [name]: value }]) =>
      value === undefined ? [] : flag(name, `${output}=${value}`),
    );
  return [
    ...flag('rtol', rtol),
    ...own('rtol'),
    ...flag('atol', atol),
    ...own('atol'),
    ...(rule === 'both' ? flag('rule', rule) : []),
    ...ignoredWords(ignore ?? {}).flatMap((word) => flag('ignore', word)),
  ];
}

/** What `--ignore` calls the kinds of differences. */
export const IGNORE_WORDS: ReadonlyMap<string, Exclude<keyof Ignored, 'outputs'>> = new Map([
  ['dtype', 'dtype'],
  ['shape', 'shape'],
  ['non-finite', 'nonFinite'],
  ['unpaired', 'unpaired'],
  ['flips', 'flips'],
] as const);

/** What `--ignore` puts before the name of an output. */
export const IGNORE_OUTPUT = 'output=';

function ignoredWords(ignore: Ignored): readonly string[] {
  const kinds = [...IGNORE_WORDS].flatMap(([word, kind]) => (ignore[kind] ? [word] : []));
  return [...kinds, ...(ignore.outputs ?? []).map((name) => `${IGNORE_OUTPUT}${name}`)];
}
