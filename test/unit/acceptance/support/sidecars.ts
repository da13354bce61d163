import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sidecar } from '../../../../src/contract/sidecar';
import type { Case } from './cases';

/** Copies a case's files, so that settings can be written beside its models. */
export function copyCase(one: Case, folder: string): string {
  const copy = join(folder, one.id);
  cpSync(one.folder, copy, { recursive: true });
  return copy;
}

/** The settings that `case.json` tells: what a person would have written once. */
export function sidecarOf(one: Case, model: string, constants: Readonly<Record<string, unknown>>): Sidecar {
  const bound = (one.bindings[model] ?? []).map(({ input, columns }): [string, Sidecar['inputs']] => [
    input,
    { columns: [...columns] } as never,
  ]);
  const fixed = Object.entries(constants).map(([input, value]) => [input, { value }]);
  return {
    version: 1,
    inputs: Object.fromEntries([...bound, ...fixed]) as NonNullable<Sidecar['inputs']>,
    ...(one.categories ? { categories: mutable(one.categories) } : {}),
    ...(one.classes ? { classes: [...one.classes] } : {}),
  };
}

export function writeSidecar(copy: string, model: string, sidecar: Sidecar): void {
  writeFileSync(join(copy, `${model}.workbench.json`), JSON.stringify(sidecar, null, 2));
}

function mutable(categories: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(categories).map(([column, values]) => [column, [...values]]));
}
