import type { ClassLabel } from '../../contract/model';
import { valueKey } from '../class-match';
import type { OutputMeaning } from '../output-meaning';
import type { OutputPlan } from '../output-plan';
import { pythonLiteral as literal } from './literal';
import type { Told } from './probability-code';

/** `prediction`, and where there are probabilities `score`; undefined where the model names no class. */
export function labelLines(meaning: OutputMeaning, scored: boolean): Told | undefined {
  const { label } = meaning;
  if (!label) return scored ? { lines: largest(), told: [] } : undefined;
  if (label.empty.rowShape.length > 0) return undefined;
  const lines = [
    `label = answers[${literal(label.name)}].reshape(rows)`,
    ...lookup(meaning, label, scored),
    ...prediction(meaning),
    ...(scored ? ['score = np.where(found < 0, np.nan, probabilities[np.arange(rows), found])'] : []),
  ];
  return { lines, told: [label.name] };
}

/** Where each label stands among the classes, where that is asked for. */
function lookup({ naming }: OutputMeaning, { empty }: OutputPlan, scored: boolean): readonly string[] {
  if (!scored && !naming?.names) return [];
  const labels = naming ? literal(naming.labels.map((value) => asLabel(value, empty.dtype))) : 'classes';
  const values = empty.dtype === 'bool' ? 'label.astype(np.int64)' : 'label';
  return [`found = pd.Index(${labels}).get_indexer(${values})  # -1: none of the classes`];
}

function prediction({ naming }: OutputMeaning): readonly string[] {
  if (!naming?.names) return ['prediction = label'];
  return [
    `names = ${literal(naming.names)}`,
    'prediction = [names[index] if index >= 0 else value for index, value in zip(found, label.tolist())]',
  ];
}

function largest(): readonly string[] {
  return [
    'found = probabilities.argmax(axis=1)',
    'prediction = np.array(classes, dtype=object)[found]',
    'score = probabilities[np.arange(rows), found]',
  ];
}

/** A class label as an element of the output of labels. */
function asLabel(value: ClassLabel, dtype: string): string | number | bigint {
  if (dtype === 'string') return String(value);
  const key = valueKey(value);
  return /^-?\d{16,}$/.test(key) ? BigInt(key) : Number(key);
}
