/** What a formula begins with, also in full width (OWASP, "CSV Injection"); quotes before it may be lost. */
const FORMULA = /^"*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;
const BLANK = /^[\t\r\n]/;
/** With either decimal mark, as predictions and reports write them. */
const NUMBER = /^[+-]?(?:(?:\d[\d.,]*|[.,]\d+)(?:[eE][+-]?\d+)?%?|Infinity)$/;
/** A spreadsheet that separates cells at another character than the file does ends one within a text. */
const PART = /[^;\t\r\n]+/g;

/** A text that no spreadsheet runs as a formula: what would begin one gets `'` in front; a number stays as it is. */
export function safeCell(text: string): string {
  if (NUMBER.test(text)) return text;
  const safe = text.replaceAll(PART, (part) => (FORMULA.test(part) ? `'${part}` : part));
  return BLANK.test(text) ? `'${safe}` : safe;
}
