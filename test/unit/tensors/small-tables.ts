import type { Batch, Column, TableHead, Value } from '../../../src/data/table';
import type { InputSignature, ModelAnalysis, OutputSignature } from '../../../src/onnx/analysis';
import { planBinding } from '../../../src/tensors/plan';
import type { PlanInput, PlanResult } from '../../../src/tensors/plan-types';
import { someModel } from '../../support/model-summary';

/** A model by what planning looks at; everything else is empty. */
export function modelWith(
  parts: Partial<Omit<ModelAnalysis, 'summary'>> & { readonly initializers?: readonly string[] },
): ModelAnalysis {
  const { initializers = [], ...rest } = parts;
  return {
    summary: someModel({ initializerInputs: initializers }),
    inputs: [inputOf('X', [null, 3])],
    outputs: [outputOf('variable', [null, 1])],
    quantisesDynamically: false,
    fixedBatch: false,
    ...rest,
  };
}

export function inputOf(
  name: string,
  shape: InputSignature['shape'],
  rest: Partial<InputSignature> = {},
): InputSignature {
  return { name, dtype: 'float32', shape, takesNaN: false, ...rest };
}

export function outputOf(
  name: string,
  shape: InputSignature['shape'],
  rest: Partial<Extract<OutputSignature, { kind: 'tensor' }>> = {},
): Extract<OutputSignature, { kind: 'tensor' }> {
  return { kind: 'tensor', name, dtype: 'float32', shape, probabilities: false, rowAxis: shape?.length !== 0, ...rest };
}

/** A classifier over three columns with a ZipMap. */
export function classifierWith(
  classes: readonly (string | number)[],
  parts: Partial<Omit<ModelAnalysis, 'summary'>> = {},
): ModelAnalysis {
  return modelWith({
    outputs: [
      outputOf('output_label', [null], { dtype: typeof classes[0] === 'string' ? 'string' : 'int64' }),
      { kind: 'zipmap', name: 'output_probability', tensor: 'probabilities', classes },
    ],
    labelOutput: 'output_label',
    classes,
    ...parts,
  });
}

export type TableColumns = Readonly<Record<string, readonly string[] | Column>>;

/** One batch of named columns; plain lists are the cells of a CSV, whose first row stands on line 2. */
export function batchOf(columns: TableColumns, start = 0): Batch {
  const made = Object.values(columns).map((column): Column =>
    'kind' in column ? column : { kind: 'text', values: column },
  );
  return { start, rows: rowsOf(made[0]), columns: made, line: (index) => start + index + 2, issues: [] };
}

export function headOf(columns: TableColumns, rest: Partial<TableHead> = {}): TableHead {
  return { format: 'csv', columns: Object.keys(columns), named: true, constants: [], issues: [], ...rest };
}

export function values(...cells: readonly Value[]): Column {
  return { kind: 'value', values: cells };
}

/** Cells as the fast path for numeric files gives them. */
export function numbers(...cells: readonly number[]): Column {
  return {
    kind: 'number',
    values: Float64Array.from(cells),
    text: (row) => (Number.isNaN(cells[row]) ? '' : `${cells[row] ?? ''}`),
  };
}

export function plan(analysis: ModelAnalysis, columns: TableColumns, rest: Partial<PlanInput> = {}): PlanResult {
  return planBinding({
    analysis,
    head: headOf(columns),
    sample: [batchOf(columns)],
    beside: {},
    options: {},
    dataName: 'data.csv',
    ...rest,
  });
}

/** A plan that stands; fails the test with the plan's own words otherwise. */
export function ready(
  analysis: ModelAnalysis,
  columns: TableColumns,
  rest: Partial<PlanInput> = {},
): Extract<PlanResult, { kind: 'ready' }> {
  const result = plan(analysis, columns, rest);
  if (result.kind === 'stopped') throw new Error(result.issues.map(({ message }) => message).join('\n'));
  return result;
}

/** The issues of a plan that stopped. */
export function stopped(
  analysis: ModelAnalysis,
  columns: TableColumns,
  rest: Partial<PlanInput> = {},
): Extract<PlanResult, { kind: 'stopped' }> {
  const result = plan(analysis, columns, rest);
  if (result.kind === 'ready') throw new Error(`The plan stands: ${JSON.stringify(result.bindings)}`);
  return result;
}

function rowsOf(column: Column | undefined): number {
  if (!column) return 0;
  return column.kind === 'tensor'
    ? column.values.length / column.rowShape.reduce((all, dim) => all * dim, 1)
    : column.values.length;
}
