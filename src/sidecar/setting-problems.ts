import type { TSchema } from 'typebox';
import { Errors } from 'typebox/value';
import type { SettingProblem } from '../contract/settings-page';
import { SidecarSchema } from '../contract/sidecar';

/** Every setting that is not what the schema wants, each once. */
export function settingProblems(value: unknown, schema: TSchema = SidecarSchema): readonly SettingProblem[] {
  const errors = Errors(schema, value).filter(({ keyword }) => keyword !== 'anyOf');
  const wanted = new Map<string, Set<string>>();
  for (const { instancePath, schemaPath, message, params } of errors) {
    const goesDeeper = errors.some((other) => other.instancePath.startsWith(`${instancePath}/`));
    if (goesDeeper && schemaPath.includes('/anyOf/')) continue;
    const texts = wanted.get(instancePath) ?? new Set();
    wanted.set(instancePath, texts.add(wording(message, params)));
  }
  return [...wanted].map(([where, texts]) => ({ path: keysOf(where), message: alternatives([...texts]) }));
}

/** "must be a text or a number". */
function alternatives([first = '', ...others]: readonly string[]): string {
  return [first, ...others.map((other) => other.replace(/^must be /, ''))].join(' or ');
}

/** What JSON calls a type, as the docs call it. */
const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'a table',
  string: 'a text',
};

function wording(message: string, params: object): string {
  if ('type' in params) {
    const types = [params.type].flat().map((type) => TYPES[String(type)] ?? String(type));
    return `must be ${types.join(' or ')}`;
  }
  if ('allowedValue' in params) return `must be ${JSON.stringify(params.allowedValue)}`;
  if ('requiredProperties' in params && Array.isArray(params.requiredProperties)) {
    return `must have ${params.requiredProperties.map((name) => `"${String(name)}"`).join(', ')}`;
  }
  return message;
}

/** The keys of a JSON pointer. */
function keysOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  const keys = pointer.slice(1).split('/');
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
