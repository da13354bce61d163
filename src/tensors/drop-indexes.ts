/** Rule 2: an empty header, `Unnamed: n`, `index`, `__index_level_n__`. */
export function isIndexName(name: string): boolean {
  return /^(|Unnamed: \d+|index|__index_level_\d+__)$/i.test(name.trim());
}
