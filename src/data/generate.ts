import { sizeOf } from './elements';
import { typedData } from './json/typed';
import type { Dtype } from '../contract/dtype';
import type { Batch, Column, TableSource, Value } from './table';

/** A column to make up: `rowShape` is the shape of one row's value. */
export interface GeneratedColumn {
  readonly name: string;
  readonly dtype: Dtype;
  readonly rowShape: readonly number[];
  /** Cells are drawn from these. */
  readonly values?: readonly string[];
  /** Every row has the same value. */
  readonly same?: true;
}

export interface GeneratedTable {
  readonly columns: readonly GeneratedColumn[];
  readonly rows: number;
  /** The same seed gives the same values, whatever the size of the batches. */
  readonly seed?: number;
}

/** Whole numbers stay below this, so that they are tokens of almost any vocabulary. */
const LARGEST_WHOLE = 10;
/** Short enough to be read, and to be the same number in float32. */
const FRACTIONS = 1_000;

/**
 * A table of made-up values: floats of three decimals from [0, 1), whole numbers from 0 to 9, booleans, and texts `text_0`
 * to `text_9`. Values are made as they are read.
 */
export function generateTable(spec: GeneratedTable): TableSource {
  const { columns, rows } = spec;
  return {
    head: {
      format: 'generated',
      columns: columns.map(({ name }) => name),
      named: columns.every(({ name }) => name !== ''),
      rows,
      constants: [],
      issues: [],
    },
    batches: (batchRows) => generatedBatches(spec, batchRows),
    close: () => Promise.resolve(),
  };
}

async function* generatedBatches(
  { columns, rows, seed = 0 }: GeneratedTable,
  batchRows: number,
): AsyncGenerator<Batch> {
  const draws = columns.map(({ same }, index) => {
    const draw = randomNumbers(seed * 1_000_003 + index);
    const first = draw();
    return same ? () => first : randomNumbers(seed * 1_000_003 + index);
  });
  for (let start = 0; start < rows; start += batchRows) {
    const size = Math.min(batchRows, rows - start);
    yield {
      start,
      rows: size,
      columns: columns.map((column, index) => generated(column, size, draws[index] ?? (() => 0))),
      line: () => undefined,
      issues: [],
    };
  }
}

function generated({ dtype, rowShape, values: among }: GeneratedColumn, rows: number, draw: () => number): Column {
  if (among && among.length > 0) {
    const cells = Array.from({ length: rows }, () => among[Math.floor(draw() * among.length)] ?? '');
    return { kind: 'text', values: cells };
  }
  const values = Array.from({ length: rows * sizeOf(rowShape) }, () => valueOf(dtype, draw()));
  const typed = typedData(dtype, values);
  if (!('data' in typed)) throw new Error(`a made-up value ${typed.fault} ${dtype}`);
  return { kind: 'tensor', dtype, rowShape, values: typed.data };
}

function valueOf(dtype: Dtype, drawn: number): Value {
  if (dtype === 'bool') return drawn < 0.5;
  if (dtype.startsWith('float') || dtype === 'bfloat16') return Math.floor(drawn * FRACTIONS) / FRACTIONS;
  const whole = Math.floor(drawn * LARGEST_WHOLE);
  return dtype === 'string' ? `text_${whole}` : whole;
}

/** Numbers from [0, 1) by the mulberry32 generator. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
