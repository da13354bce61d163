import type { Crossing } from '../../contract/comparison';
import type { Batch } from '../../data/table';
import { numberValue } from '../../data/write/element';
import type { FedInput } from '../../onnx/missing-values';
import { readTrees, type ModelTrees } from '../../onnx/trees/read-trees';
import { bindBatch } from '../../tensors/bind';
import type { BindingPlan, InputPlan } from '../../tensors/binding-plan';
import { numberAt } from '../../tensors/elements';
import type { BoundRun } from '../../tensors/runs';
import { heldValue } from '../../tensors/trees/held-value';
import { walkTrees } from '../../tensors/trees/walk';

/** What one row meets on its way through the trees. */
export interface FollowedRow {
  /** In its batch. */
  readonly index: number;
  readonly met: readonly Omit<Crossing, 'row' | 'line'>[];
  /** How many nodes it passed, and numbers it brought. */
  readonly visits: number;
}

/** Follows rows through the trees of a model. */
export interface RowFollower {
  /** Whether some trees could not be read. */
  readonly incomplete: boolean;
  /** Rows that can be fed, of a batch with the columns that the plan speaks of. */
  follow(batch: Batch): Generator<FollowedRow>;
}

type ColumnsInput = Extract<InputPlan, { kind: 'columns' }>;

/** Throws WorkbenchError where the model's file is no longer what it was. */
export async function createRowFollower(
  { path, file }: { readonly path: string; readonly file: string },
  plan: BindingPlan,
): Promise<RowFollower> {
  const inputs = plan.inputs.filter((input) => input.kind === 'columns');
  const { ensembles, incomplete } = await readTrees(path, file, inputs.map(fedInput));
  const exact = inFloat64(plan);
  const columns = new Map(inputs.map((input) => [input.name, columnNames(input)]));
  return {
    incomplete,
    follow: function* (batch) {
      const { runs, fed } = bindBatch(exact, batch);
      for (const run of runs) {
        for (let row = 0; row < run.rows; row++) {
          const index = run.start + row;
          yield { index: fed?.[index] ?? index, ...followRow(ensembles, columns, { run, row }) };
        }
      }
    },
  };
}

/** Shapes as the rows of this plan have them, which may say more than the model. */
function fedInput({ name, dtype, rowShape }: ColumnsInput): FedInput {
  return { name, dtype, shape: [null, ...rowShape] };
}

/** The column of each value of a row. */
function columnNames({ columns, rowShape }: ColumnsInput): readonly string[] {
  const all = rowShape.reduce<number>((product, size) => product * (size ?? 1), 1);
  return columns.flatMap(({ name, width }) => new Array<string>(width ?? all).fill(name));
}

/** The plan of the same columns, with numbers as they stand in the data. */
function inFloat64(plan: BindingPlan): BindingPlan {
  const inputs = plan.inputs.map((input): InputPlan =>
    input.kind === 'columns' && input.dtype === 'float32' ? { ...input, dtype: 'float64' } : input,
  );
  return { ...plan, inputs, mode: { kind: 'together' } };
}

function followRow(
  ensembles: ModelTrees['ensembles'],
  columns: ReadonlyMap<string, readonly string[]>,
  { run: { feeds, rows }, row }: { readonly run: BoundRun; readonly row: number },
): Omit<FollowedRow, 'index'> {
  const met: Omit<Crossing, 'row' | 'line'>[] = [];
  let visits = 0;
  const numberOf = (input: string, position: number): number => {
    const tensor = feeds.get(input);
    return tensor ? numberAt(tensor, (row * tensor.data.length) / rows + position) : NaN;
  };
  for (const { ensemble, features } of ensembles) {
    const walked = walkTrees(
      ensemble,
      features.map((feature) => feature && heldValue(feature, numberOf(feature.input, feature.position))),
    );
    visits += features.length + walked.visits;
    for (const { tree, feature: place, threshold } of walked.met) {
      const feature = features[place];
      if (!feature) continue;
      const column = columns.get(feature.input)?.[feature.position] ?? feature.input;
      const value = numberValue(numberOf(feature.input, feature.position), 'float64');
      met.push({
        column,
        tree,
        threshold: numberValue(threshold, ensemble.exactValues ? 'float64' : 'float32'),
        value,
      });
    }
  }
  return { met, visits };
}
