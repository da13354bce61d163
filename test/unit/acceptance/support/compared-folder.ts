import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { Comparison } from '../../../../src/contract/comparison';
import { MODELS } from '../../../support/fixtures';
import { openWorkbench, type Workbench } from './workbench';

export interface Compared {
  readonly code: number;
  readonly json: Comparison;
  readonly stderr: string;
}

export interface ComparedFolder {
  /** A classifier's two versions, `v1.onnx` and `v2.onnx`, with `input.csv` and `truth.csv`; `with-id.csv` has a column `id` too. */
  readonly folder: string;
  readonly workbench: Workbench;
  readonly compare: (words: readonly string[]) => Promise<Compared>;
  /** Predicts with a model and gives the run. */
  readonly predict: (model: string, words: readonly string[], data?: string) => Promise<string>;
  /** Header and rows of a CSV in it. */
  readonly rowsOf: (file: string) => { readonly header: string; readonly rows: readonly string[] };
  /** Writes a CSV into it. */
  readonly writeRows: (file: string, header: string, rows: readonly string[]) => void;
}

/** How many labels the versions differ in. */
export const FLIPS = 23;

/** The columns of the model in `with-id.csv`. */
export const COLUMNS = ['--columns', 'alcohol,malic_acid,magnesium,color_intensity,od280/od315_of_diluted_wines'];

/** A folder and an engine for all tests of a file, which go with the last of them. */
export function openComparedFolder(): ComparedFolder {
  const folder = mkdtempSync(join(tmpdir(), 'compared-folder-'));
  cpSync(join(MODELS, 'pair-retrained-classifier'), folder, { recursive: true });
  const workbench = openWorkbench();
  afterAll(async () => {
    await workbench.dispose();
    rmSync(folder, { recursive: true });
  });
  const rowsOf: ComparedFolder['rowsOf'] = (file) => {
    const [header = '', ...rows] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
    return { header, rows };
  };
  const writeRows: ComparedFolder['writeRows'] = (file, header, rows) =>
    writeFileSync(join(folder, file), `${[header, ...rows].join('\n')}\n`);
  const { header, rows } = rowsOf('input.csv');
  writeRows(
    'with-id.csv',
    `${header},id`,
    rows.map((row, index) => `${row},k${index}`),
  );
  return {
    folder,
    workbench,
    rowsOf,
    writeRows,
    compare: async (words) => {
      const { code, stdout, stderr } = await workbench.commandLine(['compare', ...words, '--json'], folder);
      return { code, json: JSON.parse(stdout) as Comparison, stderr };
    },
    predict: async (model, words, data = 'with-id.csv') => {
      const all = ['predict', model, data, ...COLUMNS, '--json', '--log', 'log.db', ...words];
      const { code, stdout, stderr } = await workbench.commandLine(all, folder);
      expect(code, stderr).toBe(0);
      return (JSON.parse(stdout) as { run: string }).run;
    },
  };
}
