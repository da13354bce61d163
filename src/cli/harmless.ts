const ESCAPE = '\u001b';
/** What `styleText` writes for the formats in use: bold, dim, four colours and their ends. */
const STYLES = ['1', '2', '22', '31', '32', '33', '36', '39'].map((code) => `${ESCAPE}[${code}m`);
const KEPT = new Set(['\n', '\t']);

/**
 * Text as a terminal may be given it. Names in a model and cells of a file may hold control sequences, which would move
 * the cursor, retitle the window or hide what follows: their control characters are replaced, our own styles stay.
 */
export function harmless(text: string): string {
  return text.replace(/\p{Cc}/gu, (character, offset: number) =>
    isKept(text, character, offset) ? character : '\ufffd',
  );
}

function isKept(text: string, character: string, offset: number): boolean {
  if (character !== ESCAPE) return KEPT.has(character);
  return STYLES.some((style) => text.startsWith(style, offset));
}
