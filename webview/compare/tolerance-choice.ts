import type { OutputComparison } from '../../src/contract/output-comparison';
import type { Ignored, Tolerance, ToleranceOptions } from '../../src/contract/tolerance';

/** Kinds of differences that can be ignored as a whole. */
export const IGNORABLE = ['dtype', 'shape', 'nonFinite', 'unpaired', 'flips'] as const;
export type Ignorable = (typeof IGNORABLE)[number];

type Number = keyof Tolerance;

/** With one number for all outputs; undefined gives the default back. */
export function withDefault(options: ToleranceOptions, name: Number, value: number | undefined): ToleranceOptions {
  const { [name]: _before, ...others } = options;
  return value === undefined ? others : { ...others, [name]: value };
}

/** With one number for one output; undefined lets the default hold for it again. */
export function withOutput(
  options: ToleranceOptions,
  output: string,
  name: Number,
  value: number | undefined,
): ToleranceOptions {
  const { outputs = {}, ...others } = options;
  const own = Object.hasOwn(outputs, output) ? outputs[output] : {};
  const { [name]: _before, ...rest } = own ?? {};
  const changed: Partial<Tolerance> = value === undefined ? rest : { ...rest, [name]: value };
  const entries = Object.entries(outputs).filter(([other]) => other !== output);
  const all = Object.keys(changed).length > 0 ? [...entries, [output, changed] as const] : entries;
  return all.length > 0 ? { ...others, outputs: Object.fromEntries(all) } : others;
}

/** A kind of difference ignored, or not any more. */
export function withIgnored(options: ToleranceOptions, kind: Ignorable): ToleranceOptions {
  const { [kind]: before, ...rest } = options.ignore ?? {};
  return withIgnore(options, before ? rest : { ...rest, [kind]: true });
}

/** An output ignored, or not any more. */
export function withIgnoredOutput(options: ToleranceOptions, output: string): ToleranceOptions {
  const { outputs = [], ...rest } = options.ignore ?? {};
  const names = outputs.includes(output) ? outputs.filter((name) => name !== output) : [...outputs, output];
  return withIgnore(options, names.length > 0 ? { ...rest, outputs: names } : rest);
}

function withIgnore({ ignore: _before, ...options }: ToleranceOptions, ignore: Ignored): ToleranceOptions {
  return Object.keys(ignore).length > 0 ? { ...options, ignore } : options;
}

/** The number that holds for all outputs that have a tolerance; undefined where they have several. */
export function commonTolerance(outputs: readonly OutputComparison[], name: Number): number | undefined {
  const values = new Set(
    outputs.map(({ tolerance }) => tolerance).flatMap((one) => (one.atol + one.rtol > 0 ? [one[name]] : [])),
  );
  const [only, ...others] = values;
  return others.length === 0 ? only : undefined;
}
