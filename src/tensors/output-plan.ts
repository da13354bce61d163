import type { Dtype } from '../contract/dtype';
import type { ClassLabel } from '../contract/model';
import type { OutputSignature } from '../onnx/analysis';

/** One output of the model as the product shows it. */
export interface OutputPlan {
  /** The output's name in the model. */
  readonly name: string;
  /** The tensor to fetch: another one where a ZipMap hides it. */
  readonly fetch: string;
  /** Whether the first axis counts rows. */
  readonly rowAxis: boolean;
  /** What stands in a batch in which no row has an answer. */
  readonly empty: { readonly dtype: Dtype; readonly rowShape: readonly number[] };
  /** The declared size of the first axis, where it is fixed. */
  readonly declaredFirst?: number;
  /** Class labels of a ZipMap: a row's value is a map. */
  readonly keys?: readonly ClassLabel[];
}

/** How an output is fetched; undefined where the runtime cannot return it. `label` names the output of labels, which has rows whatever it declares. */
export function outputPlan(output: OutputSignature, label: string | undefined): OutputPlan | undefined {
  switch (output.kind) {
    case 'tensor':
      return tensorPlan(output, label);
    case 'zipmap':
      return zipmapPlan(output);
    case 'unsupported':
      return undefined;
  }
}

function zipmapPlan({ name, tensor, classes }: Extract<OutputSignature, { kind: 'zipmap' }>): OutputPlan {
  return { name, fetch: tensor, rowAxis: true, keys: classes, empty: { dtype: 'float32', rowShape: [classes.length] } };
}

function tensorPlan(output: Extract<OutputSignature, { kind: 'tensor' }>, label: string | undefined): OutputPlan {
  const { name, dtype, shape, rowAxis, carrier = name } = output;
  const [first, ...rest] = shape ?? [];
  const fixed = rest.filter((dim) => typeof dim === 'number');
  const rowShape = fixed.length === rest.length && fixed.join() !== '1' ? fixed : [];
  return {
    name,
    fetch: carrier,
    rowAxis: rowAxis || name === label,
    empty: { dtype, rowShape },
    ...(typeof first === 'number' && { declaredFirst: first }),
  };
}
