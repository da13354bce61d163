import type { BindingOptions, DataOptions } from './binding-options';
import { WorkbenchError } from './issue';
import type { PredictRequest } from './predict';

/** What a command line has to say. */
export type CommandRequest = Pick<
  PredictRequest,
  'model' | 'data' | 'binding' | 'reading' | 'onError' | 'batch' | 'log'
>;

export interface PredictCommand {
  /** Behind the program's name, not yet quoted for a shell. */
  readonly words: readonly string[];
  /** What was chosen and has no flag, as keys of the settings beside the model: `id`, `missing`, `truth`. */
  readonly unsaid: readonly string[];
}

/**
 * `predict MODEL DATA` with every flag that the request needs. Throws WorkbenchError (`usage`) for rows that stand in the
 * request itself: a command line has no place for them.
 */
export function predictCommand(request: CommandRequest): PredictCommand {
  const { binding, reading, onError, batch, log } = request;
  const chosen = chosenSettings(binding);
  const flags = [
    ...bindingFlags({ ...binding, ...chosen.said }),
    ...readingFlags(reading),
    ...(onError === 'skip' ? ['--on-error', 'skip'] : []),
    ...flag('batch', batch),
    ...(log.kind === 'off' ? ['--no-log'] : []),
    ...(log.kind === 'file' ? flag('log', log.path) : []),
  ];
  return { words: ['predict', positional(request.model), ...dataWords(request), ...flags], unsaid: chosen.unsaid };
}

function dataWords({ data }: CommandRequest): readonly string[] {
  switch (data.kind) {
    case 'file':
      return [positional(data.path)];
    case 'stdin':
      return ['-'];
    case 'generated':
      return ['--generate', String(data.rows)];
    case 'inline':
      throw new WorkbenchError('usage', {
        code: 'no-command-for-selection',
        message: 'The rows are in no file that a command could name: save them, and run the model on that file.',
      });
  }
}

/** A file whose name begins like a flag. */
function positional(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

function bindingFlags({ columns, map, set, sidecar, dims, missing, truth }: BindingOptions): readonly string[] {
  return [
    ...Object.entries(columns ?? {}).flatMap(([input, names]) => flag('columns', columnsText(input, names))),
    ...flag('map', map),
    ...Object.entries(set ?? {}).flatMap(([input, value]) => flag('set', `${input}=${value}`)),
    ...flag('sidecar', sidecar),
    ...Object.entries(dims ?? {}).flatMap(([name, size]) => flag('dim', `${name}=${size}`)),
    ...flag('missing', missing),
    ...flag('truth', truth),
  ];
}

function readingFlags({ delimiter, decimal, encoding }: DataOptions): readonly string[] {
  return [
    ...flag('delimiter', delimiter === '\t' ? 'tab' : delimiter),
    ...flag('decimal', decimal),
    ...flag('encoding', encoding),
  ];
}

/** One word where the value could be taken for a flag. */
function flag(name: string, value: string | number | undefined): readonly string[] {
  if (value === undefined) return [];
  const text = String(value);
  return text.startsWith('-') ? [`--${name}=${text}`] : [`--${name}`, text];
}

/** `[INPUT=]a,b,c`, as `--columns` reads it. */
function columnsText(input: string, names: readonly string[]): string {
  const list = names.map(quotedName).join(',');
  if (input === '') return list;
  return /[",=]/.test(input) ? `"${input.replaceAll('"', '""')}"=${list}` : `${input}=${list}`;
}

function quotedName(name: string): string {
  return name === '' || /[",=\r\n]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

interface ChosenSettings {
  readonly said: BindingOptions;
  readonly unsaid: readonly string[];
}

/** What was chosen in the mapping step: flags can say one truth; a flag that is there already wins. */
function chosenSettings({ settings, truth, missing }: BindingOptions): ChosenSettings {
  const target = truth === undefined ? chosenTruth(settings?.truth) : { said: {}, unsaid: [] };
  const rules = Object.keys(settings?.missing ?? {}).length > 0 && missing === undefined;
  const id = settings?.id === undefined ? [] : ['id'];
  return { said: target.said, unsaid: [...id, ...(rules ? ['missing'] : []), ...target.unsaid] };
}

function chosenTruth(columns: readonly string[] | undefined): ChosenSettings {
  if (!columns) return { said: {}, unsaid: [] };
  const [column, ...others] = columns;
  return column !== undefined && others.length === 0
    ? { said: { truth: column }, unsaid: [] }
    : { said: {}, unsaid: ['truth'] };
}
