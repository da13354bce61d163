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
