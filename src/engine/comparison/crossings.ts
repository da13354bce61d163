import type { CompareRequest } from '../../contract/compare';
import { MOST_CROSSINGS, type Crossing } from '../../contract/comparison';
import type { Issue } from '../../contract/issue';
import type { SideName } from '../../contract/side';
import type { FoldedBatch } from '../../compare/comparison';
import type { BatchRows } from '../../compare/difference';
import { isTreeEnsemble } from '../../onnx/trees/read-trees';
import type { BindingPlan } from '../../tensors/binding-plan';
import { takeInputs } from '../rows/take-rows';
import { createRowFollower, type RowFollower } from './follow-rows';
import type { ComparedRowsBatch } from './joined-rows';
import { narrowedBatch } from './narrowed-source';
import type { ModelSides } from './model-sides';

/** Nodes that rows may pass, together: some seconds. */
const MOST_VISITS = 50_000_000;

/** What rounding to float32 did to the rows that differ. */
export interface FoundCrossings {
  readonly crossings: readonly Crossing[];
  /** Rows that differ, those of them that were followed through the trees, and those that meet a threshold. */
  readonly rows: number;
  readonly followed: number;
  readonly met: number;
  readonly issues: readonly Issue[];
}

/** Looks for crossings in the rows that differ, batch by batch. */
export interface CrossingSearch {
  /** How the model is fed, before the first batch. */
  readonly planned: (plan: BindingPlan) => void;
  add(rows: ComparedRowsBatch): Promise<void>;
  result(): FoundCrossings;
}

export interface SearchContext {
  readonly request: Pick<CompareRequest, SideName>;
  readonly models: ModelSides;
  /** Places of the data's columns that the model may be fed from. */
  readonly kept: readonly number[];
}

/** Undefined where not one model that has trees is compared with predictions made elsewhere. */
export function createCrossingSearch({ request, models, kept }: SearchContext): CrossingSearch | undefined {
  const [side] = models.values();
  const elsewhere = request.baseline.kind === 'predictions' || request.candidate.kind === 'predictions';
  if (!side || !elsewhere) return undefined;
  const { path, analysis } = side.model;
  const { operators, file } = analysis.summary;
  if (!operators.some(({ name }) => isTreeEnsemble(name))) return undefined;
  const crossings: Crossing[] = [];
  const counts = { rows: 0, followed: 0, met: 0 };
  let visits = 0;
  let plan: BindingPlan | undefined;
  let follower: RowFollower | undefined;
  const isFull = (): boolean => crossings.length >= MOST_CROSSINGS || visits >= MOST_VISITS;
  return {
    planned: (own) => {
      plan = own;
    },
    add: async ({ compared: { rows, indexes }, folded, batch }) => {
      const differing = differingRows(rows, folded);
      counts.rows += differing.length;
      if (!plan || differing.length === 0 || isFull()) return;
      follower ??= await createRowFollower({ path, file }, plan);
      const index = Uint32Array.from(differing, (at) => indexes?.[at] ?? at);
      const taken = { source: new Uint32Array(index.length), index };
      const chosen = takeInputs([narrowedBatch(batch, kept)], taken, 0);
      for (const row of follower.follow(chosen)) {
        visits += row.visits;
        counts.followed++;
        if (row.met.length > 0) counts.met++;
        const line = batch.line(index[row.index] ?? 0);
        const place = { row: rowAt(rows, differing[row.index] ?? 0), ...(line === undefined ? {} : { line }) };
        crossings.push(...row.met.map((met) => ({ ...place, ...met })));
        if (isFull()) return;
      }
    },
    result: () => ({
      ...counts,
      crossings: crossings.slice(0, MOST_CROSSINGS),
      issues: [
        ...(isFull() && counts.followed < counts.rows ? [notAll(counts)] : []),
        ...(follower?.incomplete ? [unreadTrees(file)] : []),
      ],
    }),
  };
}

/** Indexes of rows that are out of tolerance, or have another label. */
function differingRows({ count }: BatchRows, { marks, labels }: FoldedBatch): readonly number[] {
  const differing: number[] = [];
  for (let index = 0; index < count; index++) {
    const flipped = labels !== undefined && labels.baseline[index] !== labels.candidate[index];
    if (flipped || marks.all.out[index] === 1) differing.push(index);
  }
  return differing;
}

function rowAt({ start, rows }: BatchRows, index: number): number {
  return rows?.[index] ?? start + index;
}

function notAll({ followed, rows }: { readonly followed: number; readonly rows: number }): Issue {
  const message = `Thresholds that rounding meets were looked for in the first ${followed} of ${rows} rows that differ.`;
  return { severity: 'info', code: 'crossings-cut', message };
}

function unreadTrees(file: string): Issue {
  const message = `Some trees of ${file} are too many or not as the operator has them: thresholds that rounding meets in them are not told.`;
  return { severity: 'info', code: 'trees-not-read', message };
}
