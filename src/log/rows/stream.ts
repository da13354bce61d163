import { RecordBatchStreamWriter, type RecordBatch } from 'apache-arrow';

/**
 * Gathers what is written. Arrow's own queue joins neighbours that lie in one ArrayBuffer as if they never overlapped,
 * and so loses a buffer that two columns share (a regressor's score is its output).
 */
class GatheringWriter extends RecordBatchStreamWriter {
  readonly chunks: Uint8Array[] = [];

  protected override _write(chunk: ArrayBufferView): this {
    this.chunks.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    return super._write(chunk);
  }
}

/** One record batch as a complete Arrow IPC stream. */
export function toStream(batch: RecordBatch): Uint8Array<ArrayBuffer> {
  const writer = new GatheringWriter();
  writer.write(batch);
  writer.finish();
  const length = writer.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of writer.chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
