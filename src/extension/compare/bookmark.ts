import type { CompareBookmark, ComparisonSubject, SubjectSide } from '../../contract/compare-page';

/** What a page kept over a reload; undefined where another version wrote it. */
export function parseBookmark(state: unknown): CompareBookmark | undefined {
  if (!isRecord(state) || state.version !== 1 || !isRecord(state.subject)) return undefined;
  const { baseline, candidate, data, folder, options } = state.subject;
  if (!isSide(baseline) || !isSide(candidate) || typeof folder !== 'string' || !isRecord(options)) return undefined;
  const subject: ComparisonSubject = { baseline, candidate, folder, options };
  return { version: 1, subject: typeof data === 'string' ? { ...subject, data } : subject };
}

function isSide(value: unknown): value is SubjectSide {
  if (!isRecord(value) || typeof value.name !== 'string' || !isRecord(value.side)) return false;
  const { kind, path, run } = value.side;
  if (kind === 'model') return typeof path === 'string';
  return kind === 'run' ? typeof run === 'string' : kind === 'predictions';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
