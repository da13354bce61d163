import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODELS } from '../../../support/fixtures';

/** Whether the walk goes over the project's own fixtures, of which every `must` line is known. */
export const OWN_FIXTURES = process.env.WORKBENCH_FIXTURES === undefined;

export type Label = string | number;

export interface Bound {
  readonly input: string;
  readonly dtype: string;
  readonly columns: readonly string[];
  readonly perRow: readonly number[];
}

export interface Variant {
  readonly file: string;
  readonly shape: string;
  readonly rows: number;
}

export interface Constant {
  readonly input: string;
  readonly dtype: string;
}

/** A `case.json` with what a walk needs of it. */
export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly folder: string;
  readonly models: readonly { readonly file: string }[];
  readonly bindings: Readonly<Record<string, readonly Bound[]>>;
  readonly data: {
    readonly file: string;
    readonly rows: number;
    readonly columns: readonly string[];
    readonly unusedColumns: readonly string[];
    readonly missing?: readonly { readonly row: number; readonly column: string }[];
  };
  readonly variants: readonly Variant[];
  readonly constants?: readonly Constant[];
  readonly truth?: { readonly file: string; readonly columns: readonly string[] };
  readonly classes?: readonly Label[];
  readonly categories?: Readonly<Record<string, readonly string[]>>;
  readonly target?: string;
  readonly index?: readonly string[];
  readonly naturalMapping?: readonly string[];
  readonly notes?: string;
  readonly must: readonly string[];
}

export function readCases(): readonly Case[] {
  return readdirSync(MODELS)
    .filter((id) => existsSync(join(MODELS, id, 'case.json')))
    .map((id) => {
      const folder = join(MODELS, id);
      return { ...(readJson(join(folder, 'case.json')) as Omit<Case, 'folder'>), folder };
    });
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
