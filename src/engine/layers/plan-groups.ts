import type { Dtype } from '../../contract/dtype';
import type { TensorValue } from '../../contract/tensor';
import type { LayerPair } from '../../compare/pair-layers';
import type { FeedRun } from '../workers/data-protocol';
import type { RuntimeValue, RuntimeValues } from '../workers/session-protocol';

/** Tensors of one model that are fetched at once take about this much. */
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
  readonly groups: readonly (readonly LayerPair[])[];
}

/** How many rows, and which layers at once, so that memory stays bounded: by the sizes that the runtime infers. */
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
  const bytesPerRow = pairs.reduce((sum, pair) => sum + bytesOfRow(pair), 0);
  const rows = Math.max(1, Math.min(mostRows, Math.floor(ALL_BYTES / Math.max(1, bytesPerRow))));
  const bytesOf = sizerFor(rows);
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
  return { rows, groups };
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
