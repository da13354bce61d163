import { Type, type Static } from 'typebox';
import type { Metrics } from './run';

/** A commit, as `git log` tells it. */
export interface Commit {
  /** Full hash. */
  readonly commit: string;
  /** ISO 8601, of the author. */
  readonly date: string;
  readonly author: string;
  /** First line of the message. */
  readonly message: string;
}

/** A model as one commit has left it. */
export interface FileRevision extends Commit {
  /** Inside the repository, with forward slashes: another one than today's where the file was renamed since. */
  readonly path: string;
  /** Object id of the file's content; null where the commit removed it. */
  readonly blob: string | null;
}

/** What a version needs and only the server has. */
export interface MissingContent {
  /** `models/wine.onnx of revision 1a2b3c4`. */
  readonly what: string;
  /** Downloads it, as it is typed in a terminal. */
  readonly command: string;
  /** Absent where Git does not know. */
  readonly bytes?: number;
}

/** A branch or tag. */
export interface NamedRevision {
  readonly kind: 'branch' | 'remote' | 'tag';
  /** As it is typed: `main`, `origin/main`, `v1`. */
  readonly name: string;
  /** ISO 8601, of the commit, or of the tag where it has one of its own. */
  readonly date: string;
  /** First line of the message. */
  readonly message: string;
}

/** What is known of a content in Git without downloading it. */
export interface KnownContent {
  readonly bytes: number;
  /** Absent of what is too large to be read only for that. */
  readonly sha256?: string;
}

/** A model of another time, as it can be found again. `path`: the model's today, absolute; it need not be there any more. */
export type VersionReference =
  | { readonly kind: 'git'; readonly path: string; readonly revision: string }
  | { readonly kind: 'saved'; readonly path: string; readonly name: string };

/** Whose settings feed a version: its own, the model's of today, or nobody's. */
export type VersionSettings = 'own' | 'current' | 'none';

/** A model of another time or place, copied to where it can be read. */
export interface ModelVersion {
  /** Absolute path of the copy. */
  readonly path: string;
  /** What to call it: `model.onnx @ 1a2b3c4`. */
  readonly label: string;
  readonly commit: Commit;
  readonly bytes: number;
  /** Whose settings lie beside the copy. */
  readonly settings: 'revision' | 'current' | 'none';
}

const StoredFile = Type.Object({
  /** Relative to the model's folder, with forward slashes. */
  file: Type.String({ minLength: 1 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  bytes: Type.Integer({ minimum: 0 }),
});

/** What a saved version is, as it stands in its file beside the model. */
export const SavedVersionSchema = Type.Object({
  version: Type.Literal(1),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  note: Type.Optional(Type.String()),
  /** ISO 8601, UTC. */
  saved: Type.String(),
  model: StoredFile,
  externalData: Type.Array(StoredFile),
  settings: Type.Optional(StoredFile),
  /** The Git commit that the working tree stood on. */
  commit: Type.Optional(Type.String()),
  /** The data of the run that the metrics come from: a file as seen from the model's folder, else what the log calls it. */
  data: Type.Optional(Type.String()),
  /** That run's id in the log. */
  run: Type.Optional(Type.String()),
  metrics: Type.Optional(Type.Unsafe<Metrics>(Type.Object({}))),
});

export type SavedVersion = Static<typeof SavedVersionSchema>;
export type StoredFile = Static<typeof StoredFile>;
