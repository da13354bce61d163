import type { Issue } from '../contract/issue';
import type { Dtype } from '../contract/dtype';
import type { NamedTensor, TensorData } from '../contract/tensor';

/** A value of JSON, Parquet or Arrow. `undefined` is an absent key, null a null. Bigints keep the digits of large integers. */
export type Value =
  string | number | bigint | boolean | null | undefined | readonly Value[] | { readonly [key: string]: Value };

/** One column of one batch. */
export type Column =
  /** Cells as they stand in a CSV file, untyped. */
  | { readonly kind: 'text'; readonly values: readonly string[] }
  /**
   * Cells of a plain numeric CSV, already parsed (NaN for an empty cell), or a float column of a typed file.
   * `text` gives a cell as it stands in the file; `isShortest` tells without making it whether it is what JavaScript
   * writes for the number (-0 as "-0"). Where it is absent, compare.
   */
  | {
      readonly kind: 'number';
      readonly values: Float64Array;
      readonly text: (row: number) => string;
      readonly isShortest?: (row: number) => boolean;
    }
  /** Cells of a typed or JSON file; may be nested arrays. */
  | { readonly kind: 'value'; readonly values: readonly Value[] }
  /** Rows of a tensor: flat row-major, `rowShape` without the row axis. */
  | {
      readonly kind: 'tensor';
      readonly dtype: Dtype;
      readonly rowShape: readonly number[];
      readonly values: TensorData;
    };

export type DataFormat = 'csv' | 'json' | 'jsonl' | 'npy' | 'npz' | 'pb' | 'parquet' | 'arrow' | 'generated';

/** What is known of a table before its rows are read. */
export interface TableHead {
  readonly format: DataFormat;
  /** For JSON the request shape that was recognised: records, columns, rows, features, instances, inputs, v2, ... */
  readonly shape?: string;
  /** Column names in file order. Unnamed ones (bare rows, .npy) are empty in `names` and `named` is false. */
  readonly columns: readonly string[];
  readonly named: boolean;
  /** Decimal mark of the numbers in `text` columns of a CSV, asked for or told from the first rows; a point where absent. */
  readonly decimal?: '.' | ',';
  /** Delimiter of a CSV, asked for or told. */
  readonly delimiter?: string;
  /** Encoding of a CSV, asked for or told; `utf-16` where a byte order mark says which. */
  readonly encoding?: string;
  /** Element types of the columns where the format declares them; undefined for dates, lists and the like. */
  readonly dtypes?: readonly (Dtype | undefined)[];
  /** Number of rows where the format says it up front. */
  readonly rows?: number;
  /** Tensors of the file that have no row axis (V2 inputs of shape [], .npz scalars). */
  readonly constants: readonly NamedTensor[];
  /** Warnings about the whole file (sniffed delimiter, decimal comma, renamed headers). */
  readonly issues: readonly Issue[];
}

/** The rows of a batch as they lie in a CSV file that is UTF-8, without their line ends. */
export interface RawRows {
  readonly delimiter: string;
  /** Whether quotes stand only around the cells of a row that need them. */
  readonly isTidy: (row: number) => boolean;
  /** Bytes of a row. */
  readonly length: (row: number) => number;
  /** Copies a row to `at`, and returns where it ends. */
  readonly copy: (row: number, target: Uint8Array, at: number) => number;
}

/** Consecutive rows. Every column has `rows` values. */
export interface Batch {
  /** Number of the first row, from 0. */
  readonly start: number;
  readonly rows: number;
  /** In the order of `TableHead.columns`. */
  readonly columns: readonly Column[];
  /** 1-based line of the file on which row `start + index` begins, where the format has lines. */
  readonly line: (index: number) => number | undefined;
  /** Rows that could not be read (too few or too many fields): they hold empty cells in `columns`. */
  readonly issues: readonly Issue[];
  /** All columns at once, where the rows of the file can be copied. */
  readonly raw?: RawRows;
}

export interface TableSource {
  readonly head: TableHead;
  /**
   * All batches from the first row, each of `batchRows` rows but the last. May be called once.
   * Throws WorkbenchError of kind `data` where the file cannot be read on.
   */
  batches(batchRows: number): AsyncIterable<Batch>;
  /** How much of the file has been read, 0 to 1, where its size tells. */
  readonly fraction?: () => number;
  close(): Promise<void>;
}

export interface ReadOptions {
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly encoding?: string;
}
