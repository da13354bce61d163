/** Rule 2: an empty header, `Unnamed: n` (`Unnamed: 0.1` after a second round), `index`, `__index_level_n__`. */
export function isIndexName(name: string): boolean {
  return /^(|Unnamed: \d+(?:\.\d+)*|index|__index_level_\d+__)$/i.test(name.trim());
}
