import type { Dtype } from '../../contract/dtype';
import { codeOfDtype } from '../../contract/element-types';
import { findLayouts, inputLayout, type Layout } from '../layout';
import type { FedInput } from '../missing-values';
import type { GraphIndex } from '../graph-index';
import { axisOf, isColumnAxis, pickedColumns } from '../picked-columns';
import type { RawNode } from '../proto/raw-model';
import type { Attributes } from './ensemble';

/** What becomes of a number on its way to the trees. */
export type Step =
  | CalculatedStep
  /** Where it is that marker (NaN: where it is missing). */
  | { readonly kind: 'replace'; readonly marker: number; readonly by: number }
  /** From here on it is a float32. */
  | { readonly kind: 'round' };

/** In float32 from the first rounding on. */
export interface CalculatedStep {
  readonly kind: 'add' | 'subtract' | 'multiply' | 'divide';
  readonly by: number;
}

/** A number of the row that the trees see: one of those that an input is fed, and what is done to it before. */
export interface Feature {
  readonly input: string;
  /** Place in the flattened row of that input. */
  readonly position: number;
  readonly steps: readonly Step[];
}

/** Constants and attributes of the graph that are numbers. */
export interface GraphNumbers {
  /** Values of a constant; undefined for what is none, or no floats. */
  readonly constant: (name: string) => readonly number[] | undefined;
  readonly attributes: (node: RawNode) => Attributes;
}

/** Types of inputs whose numbers are followed. */
const FOLLOWED: ReadonlySet<Dtype> = new Set(['float32', 'float64', 'int32', 'int64']);

type Features = readonly (Feature | undefined)[];

/**
 * The columns of each tensor, as far as each of them comes from one number of an input; undefined columns mix several.
 * Tensors of unknown width have none.
 */
export function traceFeatures(
  index: GraphIndex,
  inputs: readonly FedInput[],
  numbers: GraphNumbers,
): ReadonlyMap<string, Features> {
  const starts = new Map<string, Layout>();
  const traced = new Map<string, Features>();
  for (const input of inputs) {
    const layout = FOLLOWED.has(input.dtype) ? inputLayout(input.shape) : undefined;
    if (!layout) continue;
    starts.set(input.name, layout);
    traced.set(input.name, ownFeatures(input, layout));
  }
  const layouts = findLayouts(index, starts);
  for (const node of index.graph.nodes) {
    for (const [position, name] of node.outputs.entries()) {
      const width = layouts.get(name)?.width;
      if (width === undefined) continue;
      const through = { index, node, position, traced, numbers, layouts };
      const features = RULES.get(node.op)?.(through, traced.get(node.inputs[0] ?? ''));
      if (features?.length === width) traced.set(name, features);
    }
  }
  return traced;
}

/** Trees take whole numbers as float32. */
function ownFeatures({ name, dtype }: FedInput, { width }: Layout): Features {
  const steps: readonly Step[] = dtype === 'float64' ? [] : [{ kind: 'round' }];
  return Array.from({ length: width }, (_, position) => ({ input: name, position, steps }));
}

interface Through {
  readonly index: GraphIndex;
  readonly node: RawNode;
  /** Which of its outputs. */
  readonly position: number;
  readonly traced: ReadonlyMap<string, Features>;
  readonly numbers: GraphNumbers;
  readonly layouts: ReadonlyMap<string, Layout>;
}

type Rule = (through: Through, before: Features | undefined) => Features | undefined;

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...['Identity', 'Dropout', 'Flatten', 'Reshape', 'Unsqueeze'].map((op) => [op, unchanged] as const),
  ...['Gather', 'ArrayFeatureExtractor', 'Slice', 'Split'].map((op) => [op, picked] as const),
  ...['Add', 'Sub', 'Mul', 'Div'].map((op) => [op, calculated] as const),
  ['Cast', cast],
  ['Concat', joined],
  ['FeatureVectorizer', joined],
  ['Scaler', scaled],
  ['Imputer', imputed],
]);

function unchanged(_: Through, before: Features | undefined): Features | undefined {
  return before;
}

function picked({ index, node, position, layouts }: Through, before: Features | undefined): Features | undefined {
  const width = layouts.get(node.inputs[0] ?? '')?.width ?? 0;
  return pickedColumns(index, node, width, position)?.map((column) => before?.[column]);
}

const FLOAT32 = codeOfDtype('float32');
const FLOAT64 = codeOfDtype('float64');

/** Other types than floats would cut a number off. */
function cast({ node, numbers }: Through, before: Features | undefined): Features | undefined {
  const to = numbers.attributes(node).get('to')?.numbers[0];
  if (to === FLOAT64) return before;
  return to === FLOAT32 ? withSteps(before, () => [{ kind: 'round' }]) : undefined;
}

function joined({ node, traced, layouts }: Through): Features | undefined {
  if (node.op === 'Concat' && !isColumnAxis(axisOf(node, 0))) return undefined;
  return node.inputs.flatMap(
    (name) => traced.get(name) ?? Array.from({ length: layouts.get(name)?.width ?? 0 }, () => undefined),
  );
}

/** (x - offset) * scale. */
function scaled({ node, numbers }: Through, before: Features | undefined): Features | undefined {
  const attributes = numbers.attributes(node);
  const offset = perColumn(attributes.get('offset')?.numbers ?? [0]);
  const scale = perColumn(attributes.get('scale')?.numbers ?? [1]);
  return withSteps(before, (column) => [
    { kind: 'subtract', by: offset(column) },
    { kind: 'multiply', by: scale(column) },
  ]);
}

function imputed({ node, numbers }: Through, before: Features | undefined): Features | undefined {
  const attributes = numbers.attributes(node);
  const [marker] =
    attributes.get('replaced_value_float')?.numbers ?? attributes.get('replaced_value_int64')?.numbers ?? [];
  const values = attributes.get('imputed_value_floats')?.numbers ?? attributes.get('imputed_value_int64s')?.numbers;
  if (marker === undefined || !values) return undefined;
  const value = perColumn(values);
  return withSteps(before, (column) => [{ kind: 'replace', marker, by: value(column) }]);
}

const CALCULATIONS: ReadonlyMap<string, CalculatedStep['kind']> = new Map([
  ['Add', 'add'],
  ['Sub', 'subtract'],
  ['Mul', 'multiply'],
  ['Div', 'divide'],
]);

/** With a constant behind it; before it only where the order does not matter. */
function calculated({ node, traced, numbers }: Through): Features | undefined {
  const kind = CALCULATIONS.get(node.op);
  const [left = '', right = ''] = node.inputs;
  const swapped = !traced.has(left) && (kind === 'add' || kind === 'multiply');
  const values = numbers.constant(swapped ? left : right);
  if (!values || !kind) return undefined;
  const by = perColumn(values);
  return withSteps(traced.get(swapped ? right : left), (column) => [{ kind, by: by(column) }]);
}

/** One value for all columns, or one for each. */
function perColumn(values: readonly number[]): (column: number) => number {
  return values.length === 1 ? () => values[0] ?? NaN : (column) => values[column] ?? NaN;
}

function withSteps(before: Features | undefined, steps: (column: number) => readonly Step[]): Features | undefined {
  return before?.map((feature, column) => feature && { ...feature, steps: [...feature.steps, ...steps(column)] });
}
