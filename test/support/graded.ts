import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MODELS } from './fixtures.ts';

const PAIR = path.join(MODELS, 'pair-retrained-classifier');

/** A model that grades wine, and the same after it was trained anew. */
export const GRADE_MODELS = [path.join(PAIR, 'v1.onnx'), path.join(PAIR, 'v2.onnx')] as const;

/** The columns that feed both. */
export const GRADE_COLUMNS = ['alcohol', 'malic_acid', 'magnesium', 'color_intensity', 'od280/od315_of_diluted_wines'];

/** A CSV of 100 rows for them, with the true grades in the last column. */
export function gradedWine(): string {
  const rows = readFileSync(path.join(PAIR, 'input.csv'), 'utf8').trimEnd().split('\n');
  const grades = readFileSync(path.join(PAIR, 'truth.csv'), 'utf8').trimEnd().split('\n');
  return rows.map((row, index) => `${row},${grades[index]?.split(',')[1] ?? ''}\n`).join('');
}
