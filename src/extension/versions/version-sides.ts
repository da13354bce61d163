import { basename } from 'node:path';
import type { SubjectSide } from '../../contract/compare-page';
import type { VersionReference } from '../../contract/version';

/** A model file as it is now. Its path is absolute. */
export function currentSide(path: string): SubjectSide {
  return { side: { kind: 'model', path }, name: basename(path) };
}

/** A version as a side: its copy takes the model's place once it is looked up. */
export function versionSide(version: VersionReference): SubjectSide {
  const { path } = version;
  return { side: { kind: 'model', path }, name: `${basename(path)} @ ${versionName(version)}`, version };
}

/** `HEAD`, `main`, `1a2b3c4`, or the name that a version was saved under. */
function versionName(version: VersionReference): string {
  return version.kind === 'saved' ? version.name : shortRevision(version.revision);
}

/** A full hash by its first seven digits; anything else as it is. */
function shortRevision(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 7) : revision;
}
