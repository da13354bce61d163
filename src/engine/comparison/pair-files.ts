import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { WorkbenchError } from '../../contract/issue';
import type { BatchRows } from '../../compare/difference';
import type { BigArray, NumberArray } from '../../compare/number-array';
import type { PairStore } from '../../compare/output-pair';

type Numbers = NumberArray | BigArray;

/** Where a batch of one pair lies in the file. */
interface Stored {
  readonly at: number;
  readonly kinds: readonly [ArrayKind, ArrayKind];
  readonly bytes: readonly [number, number];
  readonly rows: BatchRows;
}

interface ArrayKind {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): Numbers;
}

/** Numbers of both sides in a file of this process, batch after batch, so that memory does not grow with the rows. */
export interface PairFiles extends PairStore {
  close(): void;
}

export function createPairFiles(folder: string, name: string): PairFiles {
  const path = join(folder, `${name}.pairs`);
  const file = openSync(path, 'w+', 0o600);
  const outputs = new Map<number, Stored[]>();
  let end = 0;
  const write = (values: Numbers): number => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, end + done);
    } catch (error) {
      throw notStored(folder, error);
    }
    end += bytes.length;
    return bytes.length;
  };
  /** What was read last is overwritten by what is read next. */
  const createReader = (): ((at: number, bytes: number, Kind: ArrayKind) => Numbers) => {
    let target = new Uint8Array(0);
    return (at, bytes, Kind) => {
      if (target.length < bytes) target = new Uint8Array(bytes);
      for (let done = 0; done < bytes;) {
        const got = readSync(file, target, done, bytes - done, at + done);
        if (got === 0) throw new RangeError('Stored values are gone.');
        done += got;
      }
      return new Kind(target.buffer, 0, bytes / Kind.BYTES_PER_ELEMENT);
    };
  };
  return {
    append: (output, { baseline, candidate }, rows) => {
      const at = end;
      const bytes: readonly [number, number] = [write(baseline), write(candidate)];
      const list = outputs.get(output) ?? [];
      outputs.set(output, list);
      list.push({ at, bytes, kinds: [kindOf(baseline), kindOf(candidate)], rows });
    },
    scan: (output, visit) => {
      const readers = { baseline: createReader(), candidate: createReader() };
      for (const { at, kinds, bytes, rows } of outputs.get(output) ?? []) {
        const baseline = readers.baseline(at, bytes[0], kinds[0]);
        visit({ baseline, candidate: readers.candidate(at + bytes[0], bytes[1], kinds[1]) }, rows);
      }
    },
    close: () => {
      ftruncateSync(file, 0);
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}

function notStored(folder: string, error: unknown): WorkbenchError {
  const why = error instanceof Error ? error.message : String(error);
  const message = `The numbers to compare could not be kept in ${folder}: ${why}. Make room there, then compare again.`;
  return new WorkbenchError('run', { code: 'comparison-not-stored', message, file: folder });
}

const KINDS: readonly ArrayKind[] = [
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint16Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
];

function kindOf(values: Numbers): ArrayKind {
  const found = KINDS.find((Kind) => values instanceof Kind);
  if (!found) throw new RangeError('Values of no known kind.');
  return found;
}
