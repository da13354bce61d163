/** A flat list, or a flat dict by the text of its keys. */
export type Literal =
  | { readonly kind: 'list'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, string | number> };

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['0', '\0'],
]);
const TOKEN = /\s*(?:([[\]{}(),:])|'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|([-+]?\d+(?:\.\d+)?))/y;

type Token =
  { readonly kind: 'mark'; readonly mark: string } | { readonly kind: 'value'; readonly value: string | number };

/**
 * Reads a flat list or dict of texts and numbers, written as Python's `repr` or as JSON (whose flat lists and dicts are
 * the same but for `\u` escapes). Undefined for anything else.
 */
export function parseLiteral(text: string): Literal | undefined {
  const tokens = tokenise(text.trim());
  const [open, ...rest] = tokens ?? [];
  const close = rest.pop();
  if (open?.kind !== 'mark' || close?.kind !== 'mark') return undefined;
  switch (open.mark + close.mark) {
    case '[]':
    case '()':
      return items(rest);
    case '{}':
      return entries(rest);
    default:
      return undefined;
  }
}

function items(tokens: readonly Token[]): Literal | undefined {
  const values: (string | number)[] = [];
  for (const [index, token] of tokens.entries()) {
    if (index % 2 === 1 ? !isMark(token, ',') : token.kind !== 'value') return undefined;
    if (token.kind === 'value') values.push(token.value);
  }
  return { kind: 'list', values };
}

function entries(tokens: readonly Token[]): Literal | undefined {
  const found = new Map<string, string | number>();
  for (let at = 0; at < tokens.length; at += 4) {
    const [key, colon, value, comma] = tokens.slice(at, at + 4);
    if (key?.kind !== 'value' || !colon || !isMark(colon, ':') || value?.kind !== 'value') return undefined;
    if (comma && !isMark(comma, ',')) return undefined;
    found.set(String(key.value), value.value);
  }
  return { kind: 'dict', entries: found };
}

function isMark(token: Token, mark: string): boolean {
  return token.kind === 'mark' && token.mark === mark;
}

function tokenise(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    const [, mark, single, double, number] = match;
    const quoted = single ?? double;
    if (mark !== undefined) tokens.push({ kind: 'mark', mark });
    else tokens.push({ kind: 'value', value: quoted === undefined ? Number(number) : unescape(quoted) });
  }
  return tokens;
}

function unescape(text: string): string {
  return text.replace(/\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^])/g, (escape) =>
    escape.length > 2
      ? String.fromCharCode(Number.parseInt(escape.slice(2), 16))
      : (ESCAPES.get(escape.slice(1)) ?? escape.slice(1)),
  );
}
