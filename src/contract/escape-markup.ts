const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML and XML, in elements and attributes alike. Characters that XML has no place for become a question mark. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll(/[^\P{C}\t\n]/gu, (character) => (/\p{Cf}/u.test(character) ? character : '?'))
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
