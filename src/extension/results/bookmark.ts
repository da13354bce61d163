import type { ResultsBookmark } from '../../contract/results-page';
import type { SelectedRows, TextPiece } from '../../contract/selected-rows';

/** What a page kept over a reload; undefined where another version wrote it. */
export function parseBookmark(state: unknown): ResultsBookmark | undefined {
  if (!isRecord(state) || state.version !== 1 || !isRecord(state.subject)) return undefined;
  const { model, data, folder } = state.subject;
  if (typeof model !== 'string' || typeof data !== 'string' || typeof folder !== 'string') return undefined;
  const { run, log } = state;
  const selection = parseSelection(state.subject.selection);
  return {
    version: 1,
    subject: { model, data, folder, ...(selection && { selection }) },
    ...(typeof run === 'string' && typeof log === 'string' && { run, log }),
  };
}

function parseSelection(selection: unknown): SelectedRows | undefined {
  if (!isRecord(selection) || !Array.isArray(selection.pieces)) return undefined;
  const { format } = selection;
  const pieces = selection.pieces.filter(isPiece);
  return (format === 'csv' || format === 'json') && pieces.length > 0 ? { format, pieces } : undefined;
}

function isPiece(piece: unknown): piece is TextPiece {
  return isRecord(piece) && typeof piece.text === 'string' && Number.isSafeInteger(piece.line);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
