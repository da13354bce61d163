/** A value that can stand in Python code. */
export type PythonValue =
  string | number | bigint | boolean | null | readonly PythonValue[] | ReadonlyMap<string | number, PythonValue>;

/** Longest line of a list before it is broken. */
const WIDTH = 88;

/** The literal of a value; `indent` is that of the line it stands on, for lists that do not fit on it. */
export function pythonLiteral(value: PythonValue, indent = ''): string {
  if (typeof value === 'string') return pythonText(value);
  if (typeof value === 'number') return pythonNumber(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return 'None';
  if (isMap(value))
    return bracketed(
      '{}',
      [...value].map(([key, entry]) => `${pythonLiteral(key)}: ${pythonLiteral(entry, indent)}`),
      indent,
    );
  return bracketed(
    '[]',
    value.map((entry) => pythonLiteral(entry, indent)),
    indent,
  );
}

function isMap(value: PythonValue): value is ReadonlyMap<string | number, PythonValue> {
  return value instanceof Map;
}

/** A list of expressions on one line, or on as many as it takes. */
export function bracketed(brackets: '[]' | '{}' | '()', items: readonly string[], indent: string): string {
  const [open = '', close = ''] = brackets;
  const line = `${open}${items.join(', ')}${close}`;
  if (indent.length + line.length <= WIDTH && !line.includes('\n')) return line;
  const inner = `${indent}    `;
  const lines: string[] = [];
  let current = '';
  for (const item of items) {
    const wider = current === '' ? `${inner}${item},` : `${current} ${item},`;
    if (current !== '' && wider.length > WIDTH) {
      lines.push(current);
      current = `${inner}${item},`;
    } else current = wider;
  }
  return [open, ...lines, current, `${indent}${close}`].join('\n');
}

/** As short as Python's own; numbers that have no literal come from NumPy. */
function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'np.nan';
  if (!Number.isFinite(value)) return value < 0 ? '-np.inf' : 'np.inf';
  return Object.is(value, -0) ? '-0.0' : String(value);
}

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Printable characters stand for themselves; whatever could end the text, or fool a reader's eyes, is escaped. */
function pythonText(text: string): string {
  const escaped = text.replace(/[^\P{C}]|["\\\u2028\u2029]/gu, escapeCharacter);
  return `"${escaped}"`;
}

function escapeCharacter(character: string): string {
  const short = ESCAPES.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
