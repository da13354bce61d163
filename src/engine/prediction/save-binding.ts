import type { Issue } from '../../contract/issue';
import type { BindingOptions, SettingsChange } from '../../contract/binding-options';
import type { Sidecar } from '../../contract/sidecar';
import { saveSidecar } from '../../sidecar/save-sidecar';
import type { PlanResult } from '../../tensors/plan-types';
import type { ReadModel } from './model';

type SavedInput = NonNullable<Sidecar['inputs']>[string];

/** Writes what was bound, set and found to the settings beside the model, so that the next run needs no flags. */
export async function saveBinding(
  { path: model, analysis }: ReadModel,
  { bindings, truthColumns = [] }: Extract<PlanResult, { kind: 'ready' }>,
  { set = {}, dims, settings = {} }: BindingOptions,
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
  const changes: Partial<Sidecar> = {
    inputs,
    ...(dims ? { dims: { ...dims } } : {}),
    ...(truth === undefined ? {} : { truth: more.length === 0 ? truth : [...truthColumns] }),
    ...(typeof settings.id === 'string' ? { id: settings.id } : {}),
    ...(settings.missing ? { missing: { ...settings.missing } } : {}),
  };
  const path = await saveSidecar(model, changes, declined(settings));
  const message = `Which column feeds which input was saved in ${path}.`;
  return { severity: 'info', code: 'sidecar-saved', message, file: path };
}

/** Settings that were taken back. */
function declined({ id, truth }: SettingsChange): readonly (keyof Sidecar)[] {
  return [...(id === null ? (['id'] as const) : []), ...(truth?.length === 0 ? (['truth'] as const) : [])];
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
