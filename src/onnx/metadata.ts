import { parseLiteral, type Literal } from './python-literal';

/** Longer lists and dicts than this are not names of columns or classes. */
const TEXT_LIMIT = 4 * 1024 * 1024;

/** metadata `feature_names`: a JSON list of texts (a Python list is taken too), in input order. */
export function featureNames(metadata: ReadonlyMap<string, string>): string[] | undefined {
  const value = literal(metadata.get('feature_names'));
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string')
    ? value
    : undefined;
}

/** metadata `names`: class names by index, as a JSON or Python list or dict (`{0: 'cat', 1: 'dog'}`). */
export function metadataClassNames(metadata: ReadonlyMap<string, string>): string[] | undefined {
  const value = literal(metadata.get('names'));
  if (Array.isArray(value)) return value.length > 0 ? value.map(String) : undefined;
  if (!(value instanceof Map) || value.size === 0) return undefined;
  const names: string[] = [];
  for (let index = 0; index < value.size; index++) {
    const name = value.get(String(index));
    if (name === undefined) return undefined;
    names.push(String(name));
  }
  return names;
}

function literal(text: string | undefined): Literal | undefined {
  return text === undefined || text.length > TEXT_LIMIT ? undefined : parseLiteral(text);
}
