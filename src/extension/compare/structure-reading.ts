import type { ComparisonSubject, StructureView } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import { createLatest } from '../../contract/latest';
import type { Client } from '../../contract/rpc';
import { failureOf } from '../failure';

/** What differs in the files of two models, which is read beside the comparison. */
export interface StructureReading {
  /** Undefined where a side is no model. */
  view(): StructureView | undefined;
  /** Reads the files of a subject in place of those before. Never rejects. */
  read(subject: ComparisonSubject): Promise<void>;
  cancel(): void;
}

/** `onRead` is told when the files were read, or could not be. */
export function createStructureReading(
  engine: Pick<Client<EngineProtocol>, 'structure'>,
  onRead: () => void,
): StructureReading {
  const latest = createLatest();
  let view: StructureView | undefined;
  return {
    view: () => view,
    read: async ({ baseline, candidate, folder }) => {
      const [before, after] = [baseline.side, candidate.side];
      latest.cancel();
      view = undefined;
      if (before.kind !== 'model' || after.kind !== 'model') return;
      view = { kind: 'reading' };
      const request = { baseline: before.path, candidate: after.path, folder };
      const read = await latest.run((signal) =>
        engine.structure(request, { signal }).then(
          (structure): StructureView => ({ kind: 'read', structure }),
          (error: unknown): StructureView => ({ kind: 'unreadable', message: failureOf(error).message }),
        ),
      );
      if (!read) return;
      view = read;
      onRead();
    },
    cancel: () => latest.cancel(),
  };
}
