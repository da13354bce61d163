import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { ResultsBookmark } from '../../contract/results-page';

const BookmarkSchema = Type.Object({
  version: Type.Literal(1),
  subject: Type.Object({ model: Type.String(), data: Type.String(), folder: Type.String() }),
  run: Type.Optional(Type.String()),
  log: Type.Optional(Type.String()),
});

/** What a page kept over a reload; undefined where another version wrote it. */
export function parseBookmark(state: unknown): ResultsBookmark | undefined {
  return Value.Check(BookmarkSchema, state) ? state : undefined;
}
