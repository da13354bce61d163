import type { TSchema } from 'typebox';
import { WorkbenchError } from '../contract/issue';
import { settingProblems } from './setting-problems';
import { readTextFile } from './text-file';

const SIZE_LIMIT = 16 * 1024 * 1024;

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The JSON object in a file of settings; undefined where there is no such file.
 * Throws WorkbenchError `sidecar-invalid` naming file and line where it is not JSON.
 */
export async function readJsonObject(path: string): Promise<JsonObject | undefined> {
  const file = await readTextFile(path, SIZE_LIMIT);
  if (file.kind === 'absent') return undefined;
  if (file.kind === 'unusable') throw invalidSidecar(path, `${path} ${file.why}.`);
  const value = parse(path, file.text);
  if (!isObject(value)) throw invalidSidecar(path, `${path} has to hold a JSON object: { "version": 1, ... }.`);
  return value;
}

/** Throws WorkbenchError `sidecar-invalid` with one issue per key that is not what the schema wants. */
export function checkSettings(path: string, schema: TSchema, value: unknown): void {
  const [first, ...more] = settingProblems(value, schema).map(({ path: keys, message }) => {
    const key = keys.length === 0 ? 'The file' : keys.join('.');
    return { code: 'sidecar-invalid', message: `${path}: ${key} ${message}.`, file: path };
  });
  if (!first) return;
  throw new WorkbenchError(
    'usage',
    first,
    more.map((issue) => ({ severity: 'error', ...issue })),
  );
}

export function invalidSidecar(path: string, message: string, line?: number): WorkbenchError {
  return new WorkbenchError('usage', {
    code: 'sidecar-invalid',
    message,
    file: path,
    ...(line !== undefined && { line }),
  });
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(reason)?.[1];
    const line = text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
    const what = reason.replace(/ (?:in JSON )?at position.*$/s, '').replace(/, ".*" is not valid JSON$/s, '');
    throw invalidSidecar(path, `${path}, line ${line}: this is not JSON (${what}).`, line);
  }
}
