import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { PredictedBatch } from '../../../../src/contract/predicted';
import type { Batch } from '../../../../src/data/table';
import { openPredictionFile, type WriterOptions } from '../../../../src/data/write/writer';

/** Rows, and what was answered for them. */
export type Answered = readonly [Batch, PredictedBatch];

/** What a file of this name holds when these batches are written to it: alone in its folder when all is done. */
export async function written(name: string, options: WriterOptions, ...batches: Answered[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'written-'));
  try {
    const writer = await openPredictionFile(join(folder, name), options);
    for (const [batch, predicted] of batches) await writer.add(batch, predicted);
    await writer.finish();
    expect(await readdir(folder)).toEqual([name]);
    return await readFile(join(folder, name));
  } finally {
    await rm(folder, { recursive: true });
  }
}
