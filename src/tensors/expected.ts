import type { Beside } from '../contract/beside';
import type { ExpectedColumn, ExpectedInput } from '../contract/expected';
import type { Sidecar } from '../contract/sidecar';
import type { ModelAnalysis } from '../onnx/analysis';
import { categoriesOf } from './categories';
import { featureShares } from './feature-names';
import { inputShapes, type InputShape } from './input-shapes';
import { ownEntry } from './plan-context';

/** What is known of a model before there is any data. */
export interface ExpectationSources {
  readonly analysis: ModelAnalysis;
  readonly sidecar?: Sidecar | undefined;
  readonly beside: Beside;
  /** Sizes of symbolic dimensions, before those of the settings. */
  readonly dims?: Readonly<Record<string, number>> | undefined;
  /** Inputs whose value is given, by name. */
  readonly set?: Readonly<Record<string, string>> | undefined;
}

/** The columns that would feed each input by name, by the order of docs/columns.md. */
export function expectedInputs(sources: ExpectationSources): readonly ExpectedInput[] {
  const { analysis, sidecar, beside, dims, set } = sources;
  const sizes = new Map([...Object.entries(sidecar?.dims ?? {}), ...Object.entries(dims ?? {})]);
  const { inputs } = inputShapes(analysis, sizes);
  const settled = (input: InputShape): ExpectedInput | undefined =>
    ownEntry(set, input.name) === undefined ? settledBySettings(sources, input) : constant(input);
  const open = inputs.filter((input) => input.kind === 'rows' && !settled(input));
  const shares = featureShares({ analysis, beside }, open);
  return inputs.map((input) => {
    const found = settled(input);
    if (found) return found;
    if (input.kind === 'whole') return { ...constant(input), source: 'value' };
    const features = shares?.features.get(input);
    return features && shares
      ? { ...about(input), source: shares.source, columns: features.map((name) => scalar(sources, input, name)) }
      : { ...about(input), source: 'name', columns: [ownColumn(sources, input)] };
  });
}

function about({ name, signature }: InputShape): Pick<ExpectedInput, 'input' | 'dtype'> {
  return { input: name, dtype: signature.dtype };
}

function constant(input: InputShape): ExpectedInput {
  return { ...about(input), source: 'constant', columns: [] };
}

/** What the settings beside the model say of an input. */
function settledBySettings(sources: ExpectationSources, input: InputShape): ExpectedInput | undefined {
  const setting = ownEntry(sources.sidecar?.inputs, input.name);
  const names = input.kind === 'whole' ? undefined : setting?.columns;
  const [only] = names ?? [];
  if (names && only !== undefined) {
    const whole = names.length === 1 && input.size !== 1;
    const columns = whole
      ? [{ ...ownColumn(sources, input), name: only }]
      : names.map((name) => scalar(sources, input, name));
    return { ...about(input), source: 'sidecar', columns };
  }
  return setting?.value === undefined ? undefined : constant(input);
}

/** The column named like the input. */
function ownColumn(sources: ExpectationSources, input: InputShape): ExpectedColumn {
  if (input.size === 1) return scalar(sources, input, input.name);
  const cellShape = input.rowDims?.map((dim) => (typeof dim === 'number' ? dim : null)) ?? [null];
  return { name: input.name, dtype: input.signature.dtype, cellShape };
}

function scalar(sources: ExpectationSources, { signature, kind }: InputShape, name: string): ExpectedColumn {
  const categories = signature.dtype === 'string' ? undefined : categoriesOf(sources, name, name);
  return {
    name,
    dtype: signature.dtype,
    cellShape: [],
    ...(categories && { categories }),
    ...(kind === 'scalar' && { same: true }),
  };
}
