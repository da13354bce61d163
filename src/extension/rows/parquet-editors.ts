/** Whether one of these manifests of extensions contributes an editor for Parquet files. */
export function opensParquet(manifests: readonly unknown[]): boolean {
  return manifests.some((manifest) => editorsOf(manifest).some(takesParquet));
}

function editorsOf(manifest: unknown): readonly unknown[] {
  return listAt(objectAt(manifest, 'contributes'), 'customEditors');
}

function takesParquet(editor: unknown): boolean {
  return listAt(editor, 'selector').some((selector) => {
    const pattern = objectAt(selector, 'filenamePattern');
    return typeof pattern === 'string' && /\bparquet\b/i.test(pattern);
  });
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = objectAt(value, key);
  return Array.isArray(list) ? list : [];
}

function objectAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
