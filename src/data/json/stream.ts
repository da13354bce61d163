import { TokenParser, Tokenizer, TokenizerError, TokenType } from '@streamparser/json';
import { notInEncoding } from './encoding';
import { DEEPEST_JSON } from './nested';
import { jsonErrorAt, jsonNumber } from './parse';
import { rowTable } from './row-table';
import type { JsonErrorPlace } from './locate';
import type { ByteReader } from '../bytes/reader';
import type { TextPiece, TextReader } from '../bytes/text';
import type { TableSource, Value } from '../table';
import type { JsonRow, JsonRows } from './row-table';

/** A top-level list of records or rows, read element by element: for files that are not to be held in memory. */
export function openJsonStream(
  reader: ByteReader,
  text: TextReader,
  shape: string,
  file: string,
): Promise<TableSource> {
  return rowTable(elementRows(reader, text, file), { file, format: 'json', shape });
}

function elementRows(reader: ByteReader, text: TextReader, file: string): JsonRows {
  let rows: JsonRow[] = [];
  let line = 1;
  let ended = false;
  const parser = elementParser((value) => rows.push({ value }));

  const take = (piece: TextPiece | undefined): void => {
    const source = piece?.text ?? '';
    const refused = parser.feed(piece?.text);
    if (refused !== undefined) throw jsonErrorAt(source, refused, { file, line });
    if (piece?.kind === 'invalid') throw notInEncoding(piece.byte, source, line, text.encoding, file);
    line += source.split('\n').length - 1;
  };

  return {
    next: async () => {
      while (!ended && rows.length === 0) {
        const piece = await text.next();
        ended = piece === undefined;
        take(piece);
      }
      const taken = rows;
      rows = [];
      return taken.length === 0 ? undefined : taken;
    },
    close: () => reader.close(),
  };
}

interface ElementParser {
  /** Takes the next text, or the end; returns where it is refused. */
  feed(text: string | undefined): JsonErrorPlace | undefined;
}

/** The library lets a subclass say what becomes of a number's text; it passes on whatever that is. */
class DigitKeepingTokenizer extends Tokenizer {
  override parseNumber(source: string): number {
    return jsonNumber(source) as number;
  }
}

const DEPTH_CHANGES: ReadonlyMap<TokenType, number> = new Map([
  [TokenType.LEFT_BRACE, 1],
  [TokenType.LEFT_BRACKET, 1],
  [TokenType.RIGHT_BRACE, -1],
  [TokenType.RIGHT_BRACKET, -1],
]);

function elementParser(take: (value: Value) => void): ElementParser {
  const tokenizer = new DigitKeepingTokenizer();
  const tokens = new TokenParser({ paths: ['$.*'], keepStack: false });
  let lastToken = 0;
  let depth = 0;
  let fed = 0;
  tokenizer.onToken = (token) => {
    lastToken = token.offset;
    depth += DEPTH_CHANGES.get(token.token) ?? 0;
    // The list of all rows is one more.
    if (depth > DEEPEST_JSON + 1) throw new Error('too deep');
    tokens.write(token);
  };
  tokens.onValue = ({ value }) => take(value);
  return {
    feed: (text) => {
      if (text === undefined) return tokens.isEnded ? undefined : { kind: 'truncated', offset: 0 };
      try {
        if (!tokens.isEnded || text.trim() !== '') tokenizer.write(text);
      } catch (error) {
        const stop = error instanceof TokenizerError ? positionIn(error.message) : lastToken;
        const accepted = Buffer.from(text).subarray(0, Math.max(0, stop - fed));
        const kind = depth > DEEPEST_JSON + 1 ? 'too-deep' : 'syntax';
        return { kind, offset: accepted.toString().length };
      }
      fed += Buffer.byteLength(text);
      return undefined;
    },
  };
}

/** The tokenizer tells where it stopped only in its message. */
function positionIn(message: string): number {
  return Number(/absolute position "(\d+)"/.exec(message)?.[1] ?? 0);
}
