import type { Dtype } from '../../contract/dtype';
import type { TensorValue } from '../../contract/tensor';
import type { LayerPair } from '../../compare/pair-layers';
import type { FeedRun } from '../workers/data-protocol';
import type { RuntimeValue, RuntimeValues } from '../workers/session-protocol';

/** Rows are run together as long as the tensors of one model take about this much. */
const RUN_BYTES = 16 * 1024 * 1024;
/** Where one row alone takes more, the tensors that are fetched at once take about this much. */
const GROUP_BYTES = 64 * 1024 * 1024;
/** All tensors of one model take about this much, one group after another, unless one row alone takes more. */
const ALL_BYTES = 512 * 1024 * 1024;
const USUAL_BYTES = 4;
const BYTES: Readonly<Partial<Record<Dtype, number>>> = {
  float64: 8,
  int64: 8,
  uint64: 8,
  float16: 2,
  int16: 2,
  uint16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
};

/** What the sizes of one model's tensors are told by. */
export interface Measured {
  readonly values: RuntimeValues;
  /** What it is fed. */
  readonly run: FeedRun;
  /** By which name the runtime gives each layer. */
  readonly fetches: ReadonlyMap<string, string>;
}

export interface LayerGroups {
  /** How many rows are run. */
  readonly rows: number;
  /** Of these, in one call of the runtime. */
  readonly rowsAtOnce: number;
  readonly groups: readonly (readonly LayerPair[])[];
}

/**
 * How many rows, and which layers at once, so that memory stays bounded: by the sizes that the runtime infers. Fewer rows
 * at once come before fewer layers, because for each group of layers a model is loaded again.
 */
export function planGroups(
  pairs: readonly LayerPair[],
  baseline: Measured,
  candidate: Measured,
  mostRows: number,
): LayerGroups {
  const sizerFor = (rows: number): ((pair: LayerPair) => number) => {
    const [one, other] = [sizer(baseline, rows), sizer(candidate, rows)];
    return (pair) => Math.max(one(pair.baseline.name), other(pair.candidate.name));
  };
  const bytesOfRow = sizerFor(1);
  const bytesPerRow = Math.max(
    1,
    pairs.reduce((sum, pair) => sum + bytesOfRow(pair), 0),
  );
  const within = (bytes: number, most: number): number => Math.max(1, Math.min(most, Math.floor(bytes / bytesPerRow)));
  const cuttable = takesFewerRows(baseline) && takesFewerRows(candidate);
  const rows = cuttable ? within(ALL_BYTES, mostRows) : mostRows;
  const rowsAtOnce = cuttable ? within(RUN_BYTES, rows) : Math.max(baseline.run.rows, candidate.run.rows);
  return { rows, rowsAtOnce, groups: groupsOf(pairs, sizerFor(rowsAtOnce)) };
}

/** Whether a run may be cut into runs of fewer rows: not where the model says how many it takes. */
function takesFewerRows({ values, run }: Measured): boolean {
  return values.inputs.every(({ name, shape }) => {
    const fed = run.feeds.get(name)?.dims[0];
    return fed !== run.rows || run.rows === 1 || typeof shape[0] !== 'number';
  });
}

function groupsOf(
  pairs: readonly LayerPair[],
  bytesOf: (pair: LayerPair) => number,
): readonly (readonly LayerPair[])[] {
  const groups: LayerPair[][] = [];
  let left = 0;
  for (const pair of pairs) {
    const bytes = bytesOf(pair);
    if (bytes > left || groups.length === 0) {
      groups.push([]);
      left = GROUP_BYTES;
    }
    groups.at(-1)?.push(pair);
    left -= bytes;
  }
  return groups;
}

/** Bytes of a layer for so many rows. What is not known counts as the largest input. */
function sizer({ values, run, fetches }: Measured, rows: number): (layer: string) => number {
  const outputs = new Map(values.outputs.map((output) => [output.name, output]));
  const fed = values.inputs.flatMap(({ name, shape }) => {
    const value = run.feeds.get(name);
    return value ? [{ shape, value }] : [];
  });
  const largest = Math.max(1, ...fed.map(({ value }) => value.data.length / run.rows));
  const sizes = namedSizes(fed, run.rows, rows);
  return (layer) => {
    const output = outputs.get(fetches.get(layer) ?? layer);
    const width = (output?.dtype && BYTES[output.dtype]) ?? USUAL_BYTES;
    if (!output || output.shape.length === 0) return largest * rows * width;
    return width * elements(output, rows, largest, sizes);
  };
}

function elements({ shape }: RuntimeValue, rows: number, largest: number, sizes: ReadonlyMap<string, number>): number {
  const dims = shape.map((dim, axis) =>
    typeof dim === 'number' ? Math.max(1, dim) : (sizes.get(dim) ?? (axis === 0 ? rows : undefined)),
  );
  const known = dims.reduce<number>((product, size) => product * (size ?? 1), 1);
  return dims.includes(undefined) ? Math.max(known, largest * rows) : known;
}

/** Free sizes by their names, as the inputs have them. */
function namedSizes(
  fed: readonly { readonly shape: RuntimeValue['shape']; readonly value: TensorValue }[],
  fedRows: number,
  rows: number,
): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { shape, value } of fed) {
    for (const [axis, dim] of shape.entries()) {
      const size = value.dims[axis];
      if (typeof dim !== 'string' || dim === '' || size === undefined) continue;
      sizes.set(dim, axis === 0 && size === fedRows ? rows : size);
    }
  }
  return sizes;
}
