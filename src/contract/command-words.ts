import type { BindingOptions, DataOptions } from './binding-options';

/** A file whose name begins like a flag. */
export function positional(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/** What decides how columns reach inputs. */
export function bindingFlags({ columns, map, set, sidecar, dims, missing, truth }: BindingOptions): readonly string[] {
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

/** How the data file is read. */
export function readingFlags({ delimiter, decimal, encoding }: DataOptions): readonly string[] {
  return [
    ...flag('delimiter', delimiter === '\t' ? 'tab' : delimiter),
    ...flag('decimal', decimal),
    ...flag('encoding', encoding),
  ];
}

/** One word where the value could be taken for a flag. */
export function flag(name: string, value: string | number | undefined): readonly string[] {
  if (value === undefined) return [];
  const text = String(value);
  return text.startsWith('-') ? [`--${name}=${text}`] : [`--${name}`, text];
}

/** `[INPUT=]a,b,c`, as `--columns` reads it. */
export function columnsText(input: string, names: readonly string[]): string {
  const list = names.map(quotedName).join(',');
  if (input === '') return list;
  return /[",=]/.test(input) ? `"${input.replaceAll('"', '""')}"=${list}` : `${input}=${list}`;
}

function quotedName(name: string): string {
  return name === '' || /[",=\r\n]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** Choices as flags say them, and as keys of the settings what no flag can say. */
export interface ChosenSettings {
  readonly said: BindingOptions;
  readonly unsaid: readonly string[];
}

/** What was chosen in the mapping step: flags can say one truth; a flag that is there already wins. */
export function chosenSettings({ settings, truth, missing }: BindingOptions): ChosenSettings {
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
