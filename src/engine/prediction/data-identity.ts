import type { Issue } from '../../contract/issue';
import { sha256Of, stampOf } from '../model-files';

/** Which data a run read. */
export interface DataIdentity {
  /** Null where the data is no file, or changed while it was read. */
  readonly sha256: string | null;
  readonly issues: readonly Issue[];
}

/** Hashes a file beside the parser; the result, asked for at the end, tells whether the file stayed as it was. */
export function identifyData(path: string | undefined, name: string): () => Promise<DataIdentity> {
  if (path === undefined) return () => Promise.resolve({ sha256: null, issues: [] });
  const stamp = (): Promise<string | undefined> => stampOf(path).catch(() => undefined);
  const before = stamp();
  const hash = sha256Of(path).catch(() => null);
  return async () => {
    const sha256 = await hash;
    if (sha256 !== null && (await before) === (await stamp())) return { sha256, issues: [] };
    const message = `${name} changed while it was read: some of the rows may be of the old file and some of the new one. Run again.`;
    return { sha256: null, issues: [{ severity: 'warning', code: 'data-changed', message, file: name }] };
  };
}
