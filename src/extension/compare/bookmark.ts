import type { CompareBookmark, ComparisonSubject, SubjectSide } from '../../contract/compare-page';

/** What a page kept over a reload; undefined where another version wrote it. */
export function parseBookmark(state: unknown): CompareBookmark | undefined {
  if (!isRecord(state) || state.version !== 1 || !isRecord(state.subject)) return undefined;
  const { baseline, candidate, data, folder, options, log } = state.subject;
  if (!isSide(baseline) || !isSide(candidate) || typeof folder !== 'string' || !isRecord(options)) return undefined;
  const subject: ComparisonSubject = {
    baseline,
    candidate,
    ...(typeof data === 'string' && { data }),
    folder,
    options,
    ...(typeof log === 'string' && { log }),
  };
  return { version: 1, subject };
}

function isSide(value: unknown): value is SubjectSide {
  if (!isRecord(value) || typeof value.name !== 'string' || !isRecord(value.side)) return false;
  if (value.version !== undefined && !isVersion(value.version)) return false;
  if (value.fullName !== undefined && typeof value.fullName !== 'string') return false;
  const { kind, path, run } = value.side;
  if (kind === 'model') return typeof path === 'string';
  return kind === 'run' ? typeof run === 'string' : kind === 'predictions';
}

function isVersion(value: unknown): boolean {
  if (!isRecord(value) || typeof value.path !== 'string') return false;
  return value.kind === 'git'
    ? typeof value.revision === 'string'
    : value.kind === 'saved' && typeof value.name === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
