import type { CompareRequest } from '../../contract/compare';
import type { ComparisonSubject, SubjectSide } from '../../contract/compare-page';
import type { Side, SideName } from '../../contract/side';
import type { VersionReference } from '../../contract/version';
import { shortPath } from '../paths';

/**
 * A request whose versions are called as the terminal finds them again: `git:REV:path`, `version:NAME`. A saved version
 * stays its copy where the other side is no model that says whose version it is. `path`: a path as the terminal is told it.
 */
export function withNamedVersions(
  request: CompareRequest,
  subject: ComparisonSubject,
  path: (path: string) => string = (inFolder) => inFolder,
): CompareRequest {
  const named = (own: SideName, other: SideName): Side => {
    const { version } = subject[own];
    const side = request[own];
    if (!version || side.kind !== 'model') return side;
    const label = versionWord(version, subject[other], path(shortPath(subject.folder, version.path)));
    return label === undefined ? side : { ...side, label };
  };
  return { ...request, baseline: named('baseline', 'candidate'), candidate: named('candidate', 'baseline') };
}

function versionWord(version: VersionReference, other: SubjectSide, path: string): string | undefined {
  if (version.kind === 'git') return `git:${version.revision}:${path}`;
  return modelOf(other) === version.path ? `version:${version.name}` : undefined;
}

/** Whose model the terminal takes a side for, absolute. */
function modelOf({ side, version }: SubjectSide): string | undefined {
  if (version) return version.kind === 'git' ? version.path : undefined;
  return side.kind === 'model' ? side.path : undefined;
}
