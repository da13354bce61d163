/** What LightGBM's text model says of its columns. */
export interface LightgbmColumns {
  readonly featureNames: readonly string[];
  /** Feature name -> its values in code order. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
}

export type LightgbmReading =
  | { readonly kind: 'columns'; readonly columns: LightgbmColumns; readonly unclear?: string }
  | { readonly kind: 'other' }
  | { readonly kind: 'malformed'; readonly why: string };

/**
 * Reads `feature_names`, `feature_infos` and `pandas_categorical` from the head and the tail of a `model.txt`. The lists of
 * `pandas_categorical` belong to the categorical features in order: those whose info is a list of codes (`-1:0:1`) and not
 * a range (`[2:21]`), or, where constant features ("none") hide some, those that the parameter `categorical_feature` names.
 */
export function readLightgbm(head: string, tail: string): LightgbmReading {
  if (!/^tree\r?\n/.test(head)) return { kind: 'other' };
  const featureNames = words(head, 'feature_names=');
  if (featureNames.length === 0 || featureNames.includes('')) return { kind: 'malformed', why: 'has no feature_names' };
  if (featureNames.every((name) => /^Column_\d+$/.test(name))) return { kind: 'other' };
  const end = tail === '' ? head : tail;
  const lists = categoryLists(value(end, 'pandas_categorical:') ?? 'null');
  if (!lists) return { kind: 'malformed', why: 'has a pandas_categorical that is not a list of lists' };
  const owners = [featuresWithCodes(head), declaredFeatures(end)].find((found) => found.length === lists.length);
  const categories = owners?.map((feature, index) => [featureNames[feature] ?? '', lists[index] ?? []] as const) ?? [];
  return {
    kind: 'columns',
    columns: { featureNames, categories: Object.fromEntries(categories) },
    ...(!owners && { unclear: `has ${lists.length} lists of categories and does not show whose they are` }),
  };
}

function featuresWithCodes(head: string): number[] {
  const infos = words(head, 'feature_infos=');
  return [...infos.keys()].filter((feature) => /^-?\d+(?::-?\d+)*$/.test(infos[feature] ?? ''));
}

function declaredFeatures(end: string): number[] {
  const declared = /^\[categorical_feature: ([\d,]+)\]/m.exec(end)?.[1];
  return declared === undefined
    ? []
    : declared
        .split(',')
        .map(Number)
        .sort((a, b) => a - b);
}

function words(text: string, key: string): string[] {
  return value(text, key)?.split(' ') ?? [];
}

function value(text: string, key: string): string | undefined {
  const start = text.startsWith(key) ? 0 : text.indexOf(`\n${key}`) + 1;
  if (start === 0 && !text.startsWith(key)) return undefined;
  const end = text.indexOf('\n', start);
  return text.slice(start + key.length, end < 0 ? text.length : end).trimEnd();
}

function categoryLists(text: string): string[][] | undefined {
  try {
    const lists: unknown = JSON.parse(text);
    if (lists === null) return [];
    if (!Array.isArray(lists) || !lists.every((list) => Array.isArray(list))) return undefined;
    return lists.map((list) =>
      list.map((entry: unknown) => (typeof entry === 'string' ? entry : JSON.stringify(entry))),
    );
  } catch {
    return undefined;
  }
}
