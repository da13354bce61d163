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
  return [...wanted].map(([where, texts]) => ({ path: keysOf(where), message: [...texts].join(' or ') }));
}

function wording(message: string, params: object): string {
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
