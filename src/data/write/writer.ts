import { extname } from 'node:path';
import { WorkbenchError } from '../../contract/issue';
import type { Keep } from '../../contract/predict';
import type { PredictedBatch } from '../../contract/predicted';
import type { Batch, RawRows, TableHead } from '../table';
import { EMPTY_CELLS, maskCells, type Cells } from './cells';
import { csvFormat } from './csv';
import type { PredictionWriter, RawCells, TableFormat } from './format';
import { jsonFormat, jsonLinesFormat } from './json';
import { keptFields, keptPositions, type KeptField } from './kept';
import { parquetFormat } from './parquet';
import { predictionsJson } from './predictions-json';
import { resultFields, type ResultField } from './results';
import { fileSink, streamSink, type Sink, type Unfinished } from './sink';

export interface WriterOptions {
  readonly head: TableHead;
  readonly keep: Keep;
  /** The id column of the settings, for `keep: 'id'`. */
  readonly id?: string;
  /** Names the file in messages; by default as `--out` does. */
  readonly title?: string;
  /** Whether a CSV has no cell that a spreadsheet would run as a formula. */
  readonly safeCells?: boolean;
  /** Hears of the file until it is whole or gone. */
  readonly unfinished?: Unfinished;
}

const FORMATS: Readonly<Record<string, (safeCells?: boolean) => TableFormat>> = {
  '.csv': csvFormat,
  '.json': jsonFormat,
  '.jsonl': jsonLinesFormat,
  '.parquet': parquetFormat,
};

/**
 * Opens `path` for predictions; its extension says the format.
 * Throws WorkbenchError of kind `usage` for another extension, an unknown column to keep, or a place that cannot be written.
 */
export async function openPredictionFile(path: string, options: WriterOptions): Promise<PredictionWriter> {
  const { title = `--out ${path}` } = options;
  const extension = extname(path).toLowerCase();
  const format = Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
  if (!format)
    throw new WorkbenchError('usage', {
      code: 'out-format-unknown',
      file: path,
      message: `${title}: the extension says the format, and has to be one of ${Object.keys(FORMATS).join(', ')}.`,
    });
  const positions = keptPositions(options.keep, options.head, options.id);
  return tableWriter(
    format(options.safeCells),
    await fileSink(path, title, options.unfinished),
    options.head,
    positions,
  );
}

/** Streams predictions in chunks; the next one waits until `write` has taken the last. */
export function streamPredictions(
  format: 'csv' | 'predictions-json',
  write: (bytes: Uint8Array) => Promise<void>,
  options: WriterOptions,
): PredictionWriter {
  const sink = streamSink(write);
  if (format === 'predictions-json') return predictionsJson(sink);
  return tableWriter(
    csvFormat(options.safeCells),
    sink,
    options.head,
    keptPositions(options.keep, options.head, options.id),
  );
}

interface Fields {
  readonly kept: readonly KeptField[];
  readonly results: readonly ResultField[];
}

/**
 * The shapes of the outputs are known from the first batch that has an answer; batches before it, whose rows were all
 * skipped, wait for it.
 */
function tableWriter(format: TableFormat, sink: Sink, head: TableHead, positions: readonly number[]): PredictionWriter {
  let fields: Fields | undefined;
  let waiting: { readonly batch: Batch; readonly predicted: PredictedBatch }[] = [];

  const begin = async (batch: Batch | undefined, predicted: PredictedBatch | undefined): Promise<Fields> => {
    const kept = keptFields(head, positions, batch);
    const names = kept.map((field) => field.name);
    const results = predicted ? resultFields(predicted, names) : [];
    await writeSome(sink, format.begin([...kept, ...results]));
    return { kept, results };
  };
  const flush = async (known: Fields): Promise<void> => {
    const batches = waiting;
    waiting = [];
    for (const { batch, predicted } of batches) {
      const raw = batch.raw && positions.length === head.columns.length ? rawOf(batch.raw, known) : undefined;
      const rows = format.rows(bind(known, batch, predicted), batch.rows, raw);
      for (const bytes of rows) await writeSome(sink, bytes);
    }
  };

  return {
    add: async (batch, predicted) => {
      waiting.push({ batch, predicted });
      if (!fields && predicted.failed.size === predicted.rows) return;
      fields ??= await begin(waiting[0]?.batch, predicted);
      await flush(fields);
    },
    finish: async () => {
      fields ??= await begin(waiting[0]?.batch, undefined);
      await flush(fields);
      for (const bytes of format.end()) await writeSome(sink, bytes);
      await sink.finish();
    },
    abort: () => sink.abort(),
  };
}

function rawOf(rows: RawRows, { kept }: Fields): RawCells {
  return { rows, columns: kept.length };
}

function bind(fields: Fields, batch: Batch, predicted: PredictedBatch): readonly Cells[] {
  const { failed, start, rows } = predicted;
  const kept = fields.kept.map((field) => field.cells(batch));
  if (failed.size === rows) return [...kept, ...fields.results.map(() => EMPTY_CELLS)];
  const results = fields.results.map((field) => field.cells(predicted));
  if (failed.size === 0) return [...kept, ...results];
  return [...kept, ...results.map((cells) => maskCells(cells, (index) => failed.has(start + index)))];
}

async function writeSome(sink: Sink, bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength > 0) await sink.write(bytes);
}
