/** What reads a command line: `cmd` is the C runtime's way behind Windows' command prompt. */
export type Shell = 'posix' | 'cmd' | 'powershell';

const SAFE: Readonly<Record<Shell, RegExp>> = {
  posix: /^[\w@%+=:,./-]+$/,
  cmd: /^[\w@+=:,./\\-]+$/,
  powershell: /^(?:--[\w-]+|[\w+=:./\\][\w+=:./\\-]*)$/,
};

/** A command line that the shell reads back as `words`. */
export function shellQuote(words: readonly string[], shell: Shell): string {
  return words.map((word) => (SAFE[shell].test(word) ? word : QUOTE[shell](word))).join(' ');
}

/** The shell that a terminal of this program gives, such as `/bin/bash` or `C:\...\pwsh.exe`. */
export function shellOf(program: string, platform: NodeJS.Platform): Shell {
  const name = /([^/\\]*?)(?:\.exe)?$/i.exec(program)?.[1]?.toLowerCase() ?? '';
  if (name === 'pwsh' || name === 'powershell') return 'powershell';
  return name === 'cmd' || (name === '' && platform === 'win32') ? 'cmd' : 'posix';
}

const QUOTE: Readonly<Record<Shell, (word: string) => string>> = {
  posix: (word) => `'${word.replaceAll("'", `'\\''`)}'`,
  cmd: quoteForRuntime,
  powershell: (word) => `'${word.replaceAll("'", "''").replace(/(\\*)"/g, '$1$1\\"')}'`,
};

/** Backslashes count only before a quote, as the C runtime of Windows reads them. */
function quoteForRuntime(word: string): string {
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}
