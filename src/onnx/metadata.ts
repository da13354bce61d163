import { parseLiteral, type Literal } from './python-literal';

/** Longer lists and dicts than this are not names of columns or classes. */
const TEXT_LIMIT = 4 * 1024 * 1024;

/** metadata `feature_names`: a JSON list of texts (a Python list is taken too), in input order. */
export function featureNames(metadata: ReadonlyMap<string, string>): readonly string[] | undefined {
  const value = literal(metadata.get('feature_names'));
  if (value?.kind !== 'list' || value.values.length === 0) return undefined;
  const names = value.values.filter((name) => typeof name === 'string');
  return names.length === value.values.length ? names : undefined;
}

/** metadata `names`: class names by index, as a JSON or Python list or dict (`{0: 'cat', 1: 'dog'}`). */
export function metadataClassNames(metadata: ReadonlyMap<string, string>): readonly string[] | undefined {
  const value = literal(metadata.get('names'));
  const names = value?.kind === 'dict' ? inIndexOrder(value.entries) : value?.values.map(String);
  return names?.length === 0 ? undefined : names;
}

function inIndexOrder(entries: ReadonlyMap<string, string | number>): string[] | undefined {
  const names = [...entries.keys()].map((_, index) => entries.get(String(index)));
  return names.includes(undefined) ? undefined : names.map(String);
}

function literal(text: string | undefined): Literal | undefined {
  return text === undefined || text.length > TEXT_LIMIT ? undefined : parseLiteral(text);
}
