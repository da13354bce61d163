/**
 * Text as Markdown that shows it as it is, word by word: `MarkdownString.appendText` would forbid breaking a long line.
 * A new line stays one.
 */
export function asMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()#+\-.!~|:=]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s*\n\s*/g, '  \n');
}
