import type { Issue } from '../../contract/issue';
import type { BindingOptions } from '../../contract/predict';
import type { Sidecar } from '../../contract/sidecar';
import { saveSidecar } from '../../sidecar/save-sidecar';
import type { PlanResult } from '../../tensors/plan-types';
import type { ReadModel } from './model';

type SavedInput = NonNullable<Sidecar['inputs']>[string];

/** Writes what was bound, set and found to the settings beside the model, so that the next run needs no flags. */
export async function saveBinding(
  { path: model, analysis }: ReadModel,
  { bindings, truthColumns = [] }: Extract<PlanResult, { kind: 'ready' }>,
  { set = {}, dims }: BindingOptions,
): Promise<Issue> {
  const columns = bindings.filter((binding) => binding.columns.length > 0);
  const texts = new Set(analysis.inputs.filter(({ dtype }) => dtype === 'string').map(({ name }) => name));
  const saved: [string, SavedInput][] = [
    ...columns.map((binding): [string, SavedInput] => [binding.input, { columns: [...binding.columns] }]),
    ...Object.entries(set).map(([name, text]): [string, SavedInput] => [
      name,
      { value: texts.has(name) ? text : plainValue(text) },
    ]),
  ];
  const inputs = Object.fromEntries(saved);
  const [truth, ...more] = truthColumns;
  const path = await saveSidecar(model, {
    inputs,
    ...(dims ? { dims: { ...dims } } : {}),
    ...(truth === undefined ? {} : { truth: more.length === 0 ? truth : [...truthColumns] }),
  });
  const message = `Which column feeds which input was saved in ${path}.`;
  return { severity: 'info', code: 'sidecar-saved', message, file: path };
}

/** JSON where it says the same as the text: digits that a number would lose stay text. */
function plainValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'number' && String(value) !== text ? text : value;
  } catch {
    return text;
  }
}
