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
  readonly make: readonly [ArrayMaker, ArrayMaker];
  readonly bytes: readonly [number, number];
  readonly rows: BatchRows;
}

type ArrayMaker = (buffer: ArrayBuffer) => Numbers;

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
  const read = (at: number, bytes: number, make: ArrayMaker): Numbers => {
    const buffer = new ArrayBuffer(bytes);
    const target = new Uint8Array(buffer);
    for (let done = 0; done < bytes;) {
      const got = readSync(file, target, done, bytes - done, at + done);
      if (got === 0) throw new RangeError('Stored values are gone.');
      done += got;
    }
    return make(buffer);
  };
  return {
    append: (output, { baseline, candidate }, rows) => {
      const at = end;
      const bytes: readonly [number, number] = [write(baseline), write(candidate)];
      const list = outputs.get(output) ?? [];
      outputs.set(output, list);
      list.push({ at, bytes, make: [makerOf(baseline), makerOf(candidate)], rows });
    },
    scan: (output, visit) => {
      for (const { at, make, bytes, rows } of outputs.get(output) ?? []) {
        visit({ baseline: read(at, bytes[0], make[0]), candidate: read(at + bytes[0], bytes[1], make[1]) }, rows);
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

const MAKERS: readonly (readonly [abstract new (...values: never[]) => Numbers, ArrayMaker])[] = [
  [Float32Array, (buffer) => new Float32Array(buffer)],
  [Float64Array, (buffer) => new Float64Array(buffer)],
  [Int8Array, (buffer) => new Int8Array(buffer)],
  [Int16Array, (buffer) => new Int16Array(buffer)],
  [Int32Array, (buffer) => new Int32Array(buffer)],
  [Uint8Array, (buffer) => new Uint8Array(buffer)],
  [Uint16Array, (buffer) => new Uint16Array(buffer)],
  [Uint32Array, (buffer) => new Uint32Array(buffer)],
  [BigInt64Array, (buffer) => new BigInt64Array(buffer)],
  [BigUint64Array, (buffer) => new BigUint64Array(buffer)],
];

function makerOf(values: Numbers): ArrayMaker {
  const found = MAKERS.find(([kind]) => values instanceof kind);
  if (!found) throw new RangeError('Values of no known kind.');
  return found[1];
}
