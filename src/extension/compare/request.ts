import type { CompareRequest } from '../../contract/compare';
import type { Side } from '../../contract/side';
import type { ComparisonSubject } from '../../contract/compare-page';
import { shortPath } from '../paths';

/** What is asked of the engine for a subject. Paths inside the folder are relative to it, so that messages are short. */
export function compareRequest({ baseline, candidate, data, folder, options, log }: ComparisonSubject): CompareRequest {
  const { on, columns, maxFlips, batch } = options;
  return {
    baseline: shortSide(folder, baseline.side),
    candidate: shortSide(folder, candidate.side),
    ...(data !== undefined && { data: { kind: 'file', path: shortPath(folder, data) } }),
    folder,
    binding: options.binding ?? {},
    ...(columns && { columns }),
    reading: options.reading ?? {},
    ...(on !== undefined && { on }),
    pairs: options.pairs ?? {},
    tolerance: options.tolerance ?? {},
    gates: options.gates ?? [],
    ...(maxFlips !== undefined && { maxFlips }),
    slices: data !== undefined,
    ...(batch !== undefined && { batch }),
    log: log === undefined ? { kind: 'default' } : { kind: 'file', path: log },
    pages: true,
  };
}

function shortSide(folder: string, side: Side): Side {
  switch (side.kind) {
    case 'model':
      return { ...side, path: shortPath(folder, side.path) };
    case 'predictions':
      return side.file === undefined ? side : { ...side, file: shortPath(folder, side.file) };
    case 'run':
      return side;
  }
}
