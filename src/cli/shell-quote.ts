const SAFE = /^[\w@%+=:,./-]+$/;
const SAFE_ON_WINDOWS = /^[\w@+=:,./\\-]+$/;

/** A command line that a shell of the platform reads back as `words`. */
export function shellQuote(words: readonly string[], platform: NodeJS.Platform): string {
  return words.map(platform === 'win32' ? quoteForWindows : quoteForPosix).join(' ');
}

function quoteForPosix(word: string): string {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Backslashes count only before a quote, as the C runtime of Windows reads them. */
function quoteForWindows(word: string): string {
  if (SAFE_ON_WINDOWS.test(word)) return word;
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}
