import { InvalidArgumentError } from 'commander';
import { parse } from 'papaparse';

/** Parsers of flag values. Each throws what commander reports as a usage error that names the flag. */

const QUOTED_NAME = /^"((?:[^"]|"")*)"=(.*)$/s;
const PLAIN_NAME = /^([^",=]*)=(.*)$/s;

/** `a,b,"c,d"` as CSV reads it. */
function parseNames(text: string): readonly string[] {
  const { data, errors } = parse<string[]>(text, { delimiter: ',' });
  const [names] = data;
  if (errors.length > 0 || data.length !== 1 || !names)
    throw new InvalidArgumentError('Separate names by commas; put a name that has a comma in double quotes.');
  return names;
}

export type ColumnsByInput = Readonly<Record<string, readonly string[]>>;

/** `[INPUT=]a,b,c`, once per input; the key '' stands for the only input. */
export function collectColumns(text: string, before: ColumnsByInput | undefined): ColumnsByInput {
  const quoted = QUOTED_NAME.exec(text);
  const [, name = '', list = text] = quoted ?? PLAIN_NAME.exec(text) ?? [];
  const input = quoted ? name.replaceAll('""', '"') : name;
  return added(before, input, parseNames(list), `The columns of input '${input}' are given twice.`);
}

/** `INPUT=VALUE`, once per input. */
export function collectValue(
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const { name, value } = split(text, 'INPUT=VALUE');
  return added(before, name, value, `Input '${name}' is set twice.`);
}

/** `NAME=N`, once per dimension. */
export function collectDim(
  text: string,
  before: Readonly<Record<string, number>> | undefined,
): Readonly<Record<string, number>> {
  const { name, value } = split(text, 'NAME=N');
  return added(before, name, parseCount(value), `Dimension '${name}' is given twice.`);
}

/** A whole number from 1 on. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count) || count === 0)
    throw new InvalidArgumentError('It has to be a whole number from 1 on.');
  return count;
}

/** One character, or `tab`. */
export function parseDelimiter(text: string): string {
  if (text === 'tab' || text === '\\t') return '\t';
  if (Array.from(text).length !== 1) throw new InvalidArgumentError("It has to be one character, or 'tab'.");
  return text;
}

export function parseKeep(text: string): 'all' | 'id' | 'none' | readonly string[] {
  return text === 'all' || text === 'id' || text === 'none' ? text : parseNames(text);
}

function split(text: string, form: string): { name: string; value: string } {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`It has to have the form ${form}.`);
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

/** A record with own keys only, whatever their names. */
function added<T>(
  before: Readonly<Record<string, T>> | undefined,
  key: string,
  value: T,
  twice: string,
): Readonly<Record<string, T>> {
  const entries = Object.entries(before ?? {});
  if (entries.some(([existing]) => existing === key)) throw new InvalidArgumentError(twice);
  return Object.fromEntries([...entries, [key, value]]);
}
