import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpsetImport, ValueInfo } from '../../src/contract/model';

/** The folder of model fixtures; `WORKBENCH_FIXTURES` chooses another one of the same layout. */
export const MODELS = process.env.WORKBENCH_FIXTURES ?? join(import.meta.dirname, '../fixtures/models');

export interface CaseModel {
  readonly file: string;
  readonly bytes: number;
  readonly irVersion: number;
  readonly producer: string;
  readonly opsets: readonly OpsetImport[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly initializersListedAsInputs?: readonly string[];
  readonly externalData?: readonly string[];
}

export interface Bound {
  readonly input: string;
  readonly dtype: string;
  readonly columns: readonly string[];
}

/** What tests read of a `case.json`. */
export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly models: readonly CaseModel[];
  readonly classes?: readonly (string | number)[];
  readonly data?: { readonly missing?: readonly { readonly row: number; readonly column: string }[] };
  /** Model file -> which columns feed which input. */
  readonly bindings: Readonly<Record<string, readonly Bound[]>>;
}

export interface BadFile {
  readonly file: string;
  readonly kind: string;
  readonly mustName: readonly string[];
}

/** What tests read of an `expected.json`. */
export interface Expected {
  readonly classes?: readonly (string | number)[];
  readonly classNames?: readonly string[];
  readonly missingFedAs?: string;
  readonly probabilities?: readonly (readonly (number | string)[])[];
}

/** What Python's runtime answered in a case. */
export function readExpected(id: string): Expected {
  return JSON.parse(readFileSync(join(MODELS, id, 'expected.json'), 'utf8')) as Expected;
}

/** The rows of a case's `input.json`; undefined where it has none. */
export function readRecords(id: string): readonly Readonly<Record<string, unknown>>[] | undefined {
  const path = join(MODELS, id, 'input.json');
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, 'utf8')) as readonly Readonly<Record<string, unknown>>[];
}

/** All cases, by walking the folder. */
export function fixtureCases(): Case[] {
  return readdirSync(MODELS)
    .filter((folder) => existsSync(join(MODELS, folder, 'case.json')))
    .map((folder) => JSON.parse(readFileSync(join(MODELS, folder, 'case.json'), 'utf8')) as Case);
}

/** Every model of every case: its path, its case and what the case says of it. */
export function fixtureModels(): {
  readonly title: string;
  readonly path: string;
  readonly case: Case;
  readonly model: CaseModel;
}[] {
  return fixtureCases().flatMap((one) =>
    one.models.map((model) => ({
      title: `${one.id}/${model.file}`,
      path: join(MODELS, one.id, model.file),
      case: one,
      model,
    })),
  );
}

/** The entries of `bad.json` of a kind: model, csv, json. */
export function badFiles(kind: string): BadFile[] {
  const all = JSON.parse(readFileSync(join(MODELS, 'bad/bad.json'), 'utf8')) as {
    readonly entries: readonly BadFile[];
  };
  return all.entries.filter((entry) => entry.kind === kind);
}
