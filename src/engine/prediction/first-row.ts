import { dirname, resolve } from 'node:path';
import type { InspectRequest } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { Value } from '../../data/table';
import { rowValue } from '../../tensors/row-value';
import { planPrediction } from './plan-prediction';
import type { Settings } from './settings';

/** The first row of the data that the settings name as the sample. */
export interface FirstRow {
  /** As the settings name it. */
  readonly file: string;
  /** Input -> the cells of its columns, in order. */
  readonly values: ReadonlyMap<string, readonly Value[]>;
}

/** Undefined where the settings name no sample, or it does not fit the model as it is. */
export async function firstRow(
  { model, folder }: InspectRequest,
  { sidecar, path }: Settings,
): Promise<FirstRow | undefined> {
  const file = sidecar?.data?.sample;
  if (file === undefined || path === undefined) return undefined;
  const data = { kind: 'file', path: resolve(dirname(path), file) } as const;
  try {
    const planned = await planPrediction({ model, data, folder, binding: { map: 'auto' }, reading: {} });
    try {
      const { result, source, batches } = planned;
      const first = await batches.next();
      if (result.kind !== 'ready' || first.done === true) return undefined;
      const cells = (columns: readonly string[]): readonly Value[] =>
        columns.map((name) => rowValue(first.value.columns[source.head.columns.indexOf(name)], 0));
      return { file, values: new Map(result.bindings.map(({ input, columns }) => [input, cells(columns)])) };
    } finally {
      await planned.source.close();
    }
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return undefined;
  }
}
