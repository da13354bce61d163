import type { ResultsBookmark } from '../../contract/results-page';

/** What a page kept over a reload; undefined where another version wrote it. */
export function parseBookmark(state: unknown): ResultsBookmark | undefined {
  if (!isRecord(state) || state.version !== 1 || !isRecord(state.subject)) return undefined;
  const { model, data, folder } = state.subject;
  if (typeof model !== 'string' || typeof data !== 'string' || typeof folder !== 'string') return undefined;
  const { run, log } = state;
  return {
    version: 1,
    subject: { model, data, folder },
    ...(typeof run === 'string' && typeof log === 'string' && { run, log }),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
