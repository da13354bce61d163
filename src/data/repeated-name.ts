/** The first name that stood before; names of no letters do not count. In one pass: a file may have a million columns. */
export function repeatedName(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => name !== '' && seen.size === seen.add(name).size);
}
