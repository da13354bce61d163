import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BindingOptions } from '../../../src/contract/binding-options';
import type { Sidecar } from '../../../src/contract/sidecar';
import { openTable } from '../../../src/data/open';
import type { Batch, TableHead } from '../../../src/data/table';
import type { ModelAnalysis } from '../../../src/onnx/analysis';
import { readModel } from '../../../src/onnx/read-model';
import { readBeside } from '../../../src/sidecar/beside';
import { classNames } from '../../../src/sidecar/class-names';
import { planOutputs, type OutputMeaning } from '../../../src/tensors/output-meaning';
import { planBinding } from '../../../src/tensors/plan';
import type { PlanResult } from '../../../src/tensors/plan-types';
import { MODELS, type Case } from '../../support/fixtures';

/** What the walk reads of a `case.json` beside what all tests do. */
export interface PredictCase extends Case {
  readonly data: NonNullable<Case['data']> & {
    readonly file: string;
    readonly rows: number;
    readonly columns: readonly string[];
    readonly unusedColumns: readonly string[];
  };
  readonly variants: readonly {
    readonly file: string;
    readonly shape: string;
    readonly rows: number;
    readonly note?: string;
  }[];
  readonly truth?: { readonly file: string; readonly columns: readonly string[] };
  readonly target?: string;
  readonly naturalMapping?: readonly string[];
  readonly categories?: Readonly<Record<string, string[]>>;
  readonly constants?: readonly { readonly input: string }[];
}

export interface PlannedCase {
  readonly analysis: ModelAnalysis;
  readonly head: TableHead;
  readonly batches: readonly Batch[];
  readonly meaning: OutputMeaning;
  readonly result: PlanResult;
}

const models = new Map<string, Promise<ModelAnalysis>>();
const tables = new Map<string, ReturnType<typeof readAll>>();

/** Every model and file is read once, however often it is planned. */
function remembered<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const result = known.get(key) ?? read();
  known.set(key, result);
  return result;
}

/** Reads a model and a file, and plans as the engine does. */
export async function planCase(
  folder: string,
  model: string,
  file: string,
  options: BindingOptions = {},
  sidecar?: Sidecar,
): Promise<PlannedCase> {
  const path = join(MODELS, folder, model);
  const analysis = await remembered(models, path, () => readModel(path));
  const beside = await readBeside(path);
  const names = classNames({ sidecar, analysis, beside });
  const { head, batches } = await remembered(tables, join(folder, file), () => readAll(folder, file));
  const result = planBinding({
    analysis,
    head,
    sample: batches,
    beside,
    options,
    dataName: file,
    ...(sidecar && { sidecar }),
    ...(names && { classNames: names }),
  });
  return { analysis, head, batches, meaning: planOutputs(analysis, sidecar, names), result };
}

async function readAll(
  folder: string,
  file: string,
  batchRows = 10_000,
): Promise<{ readonly head: TableHead; readonly batches: readonly Batch[] }> {
  const source = await openTable({ kind: 'file', path: join(MODELS, folder, file), displayName: file }, {});
  try {
    const batches: Batch[] = [];
    for await (const batch of source.batches(batchRows)) batches.push(batch);
    return { head: source.head, batches };
  } finally {
    await source.close();
  }
}

/** A sidecar as a user would write it who knows what `case.json` says. */
export function sidecarOf(one: PredictCase, model: string): Sidecar {
  const inputs: NonNullable<Sidecar['inputs']> = {};
  for (const { input, columns } of one.bindings[model] ?? []) inputs[input] = { columns: [...columns] };
  for (const { input } of one.constants ?? []) inputs[input] = { value: constantOf(one, input) };
  return {
    version: 1,
    inputs,
    ...(one.categories ? { categories: one.categories } : {}),
    ...(one.classes ? { classes: [...one.classes] } : {}),
  };
}

/** Answers under a constant stand in `expected.json` under the key `input=value`. */
function constantOf(one: PredictCase, input: string): string {
  const expected = JSON.parse(readFileSync(join(MODELS, one.id, 'expected.json'), 'utf8')) as Record<string, unknown>;
  const key = Object.keys(expected).find((name) => name.startsWith(`${input}=`)) ?? '';
  return key.slice(input.length + 1);
}
