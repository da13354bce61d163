import { join } from 'node:path';
import { readJson, type Case, type Label, type Variant } from './cases';

export type Expected = number | string | boolean | readonly Expected[];

/** What Python onnxruntime answered for the first `rows` rows of a case's data. */
export interface Answers {
  readonly rows: number;
  readonly labels?: readonly Label[];
  readonly labelNames?: readonly string[];
  readonly classes?: readonly Label[];
  readonly classNames?: readonly string[];
  readonly probabilities?: readonly (readonly Expected[])[];
  readonly outputs: readonly ExpectedOutput[];
  readonly metrics?: ExpectedMetrics;
}

export interface ExpectedOutput {
  readonly name: string;
  /** Where known, says the tolerance. */
  readonly type?: string;
  /** Absent for outputs that labels and probabilities tell. */
  readonly values?: Expected;
  /** False: one value for the whole run. */
  readonly perRow: boolean;
}

export interface ExpectedMetrics {
  readonly rows?: number;
  readonly rowsWithoutTarget?: readonly number[];
  readonly accuracy?: number;
  readonly perClass?: readonly {
    readonly class: Label;
    readonly support: number;
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
  }[];
  readonly confusion?: { readonly classes: readonly Label[]; readonly counts: readonly (readonly number[])[] };
  readonly perTarget?: readonly { readonly mae: number; readonly rmse: number; readonly r2: number }[];
  readonly mae?: number;
  readonly rmse?: number;
  readonly r2?: number;
}

/** One prediction to make: a data file of a case, with the constants that its answers are for. */
export interface Trial {
  readonly title: string;
  readonly case: Case;
  readonly model: string;
  readonly file: string;
  readonly isMain: boolean;
  readonly constants: Readonly<Record<string, unknown>>;
  readonly answers: Answers;
}

interface RawOutput {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | null)[];
  readonly values?: Expected;
}

type RawAnswers = Omit<Answers, 'outputs' | 'rows'> & { readonly outputs?: readonly RawOutput[] };
type Raw = Readonly<Record<string, unknown>>;

/** Every prediction that the goldens of a case can judge: each model, each file, each value of its constants. */
export function trialsOf(one: Case): readonly Trial[] {
  const raw = readJson(join(one.folder, 'expected.json')) as Raw;
  const files: readonly Variant[] = [{ file: one.data.file, shape: 'main', rows: one.data.rows }, ...one.variants];
  return one.models.flatMap(({ file: model }) =>
    files.flatMap((variant) =>
      settingsOf(one, raw, model, variant).map((setting) => trialOf(one, model, variant, setting)),
    ),
  );
}

interface Setting {
  readonly suffix: string;
  readonly constants: Readonly<Record<string, unknown>>;
  readonly raw: Raw;
}

/** `squash=true` in the goldens is an answer for that value of the constant; a file that has a value itself gives one answer. */
function settingsOf(one: Case, raw: Raw, model: string, variant: Variant): readonly Setting[] {
  const side = raw[model.replace(/\.onnx$/, '')];
  if (one.models.length > 1) return [{ suffix: '', constants: {}, raw: side as Raw }];
  const settings = Object.keys(raw)
    .filter((key) => key.includes('='))
    .map((key) => ({ suffix: ` ${key}`, constants: constantsOf(key), raw: { ...raw, ...(raw[key] as Raw) } }));
  if (settings.length === 0) return [{ suffix: '', constants: {}, raw }];
  return settings.filter(({ constants }) => agreesWithFile(one, variant, constants));
}

function constantsOf(key: string): Readonly<Record<string, unknown>> {
  const pairs = key.split(',').map((part): [string, unknown] => {
    const [name = '', text = ''] = part.split('=');
    return [name, JSON.parse(text)];
  });
  return Object.fromEntries(pairs);
}

function agreesWithFile(one: Case, variant: Variant, constants: Readonly<Record<string, unknown>>): boolean {
  if (!variant.shape.startsWith('v2')) return true;
  const { inputs } = readJson(join(one.folder, variant.file)) as { inputs: readonly { name: string; data: unknown }[] };
  return inputs.every(({ name, data }) => !Object.hasOwn(constants, name) || String(data) === String(constants[name]));
}

function trialOf(one: Case, model: string, variant: Variant, { suffix, constants, raw }: Setting): Trial {
  return {
    title: `${one.id}/${model} on ${variant.file}${suffix}`,
    case: one,
    model,
    file: variant.file,
    isMain: variant.shape === 'main',
    constants,
    answers: ownAnswers(variant, raw) ?? firstRows(raw, variant.rows, one.data.rows),
  };
}

/** `input.short.json` has its own goldens under `short`. */
function ownAnswers({ file, rows }: Variant, raw: Raw): Answers | undefined {
  const own = raw[file.split('.')[1] ?? ''];
  if (typeof own !== 'object' || own === null || Array.isArray(own)) return undefined;
  const outputs = Object.entries(own as Record<string, Expected>).map(([name, values]) => ({
    name,
    values,
    perRow: true,
  }));
  return { rows, outputs };
}

function firstRows(raw: RawAnswers, rows: number, all: number): Answers {
  const part = <T>(values: readonly T[] | undefined): readonly T[] | undefined => values?.slice(0, rows);
  const { labels, labelNames, probabilities, outputs = [], metrics, ...rest } = raw;
  const judged = outputs.flatMap(({ name, type, shape, values }): ExpectedOutput[] => {
    const perRow = shape[0] === all;
    if (values === undefined) return [{ name, type, perRow }];
    if (perRow) return Array.isArray(values) ? [{ name, type, perRow, values: values.slice(0, rows) }] : [];
    return rows === all ? [{ name, type, perRow, values }] : [];
  });
  return {
    rows,
    ...pick('classes', rest.classes),
    ...pick('classNames', rest.classNames),
    ...pick('labels', part(labels)),
    ...pick('labelNames', part(labelNames)),
    ...pick('probabilities', part(probabilities)),
    outputs: judged,
    ...(rows === all ? pick('metrics', metrics) : {}),
  };
}

function pick<K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, T>);
}

/** The same for the first rows only. */
export function shortened(trial: Trial, rows: number): Trial {
  const { answers } = trial;
  const outputs = answers.outputs.flatMap((output): ExpectedOutput[] => {
    if (!output.perRow) return [];
    return Array.isArray(output.values) ? [{ ...output, values: output.values.slice(0, rows) }] : [output];
  });
  const { labels, labelNames, probabilities, classes, classNames } = answers;
  return {
    ...trial,
    answers: {
      rows,
      outputs,
      ...pick('classes', classes),
      ...pick('classNames', classNames),
      ...pick('labels', labels?.slice(0, rows)),
      ...pick('labelNames', labelNames?.slice(0, rows)),
      ...pick('probabilities', probabilities?.slice(0, rows)),
    },
  };
}
