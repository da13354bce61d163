import { dirname, join } from 'node:path';
import type { Beside } from '../contract/beside';
import type { Issue } from '../contract/issue';
import { isObject } from './json-file';
import { readLightgbm } from './lightgbm';
import { readMlmodel } from './mlmodel';
import { readNameList } from './name-list';
import { readTextEnds, readTextFile } from './text-file';

const TEXT_LIMIT = 8 * 1024 * 1024;
/** Of a `model.txt` only this much of its head and its tail is read: the trees lie between. */
const ENDS_LIMIT = 4 * 1024 * 1024;

export type BesideReading = Beside & {
  /** A warning for each file that is there and cannot be used. */
  readonly issues: readonly Issue[];
};

/**
 * What lies beside a model and names its classes, columns or categories: `config.json` (before `labels.txt`, before
 * `classes.txt`), LightGBM's `model.txt`, MLflow's `MLmodel`. Never throws: a file that cannot be used is a warning.
 */
export async function readBeside(modelPath: string): Promise<BesideReading> {
  const folder = dirname(modelPath);
  const issues: Issue[] = [];
  const unusable = (file: string, why: string): undefined => {
    const message = `${file} beside the model ${why}: it is not used.`;
    issues.push({ severity: 'warning', code: 'beside-unusable', message, file: join(folder, file) });
    return undefined;
  };
  const configured = await configClasses(folder, unusable);
  const classes = configured ?? (await listedClasses(folder, unusable));
  const lightgbm = await lightgbmColumns(folder, unusable);
  const mlflow = await mlflowColumns(folder, unusable);
  return { ...(classes && { classes }), ...(lightgbm && { lightgbm }), ...(mlflow && { mlflow }), issues };
}

type Unusable = (file: string, why: string) => undefined;

async function configClasses(folder: string, unusable: Unusable): Promise<Beside['classes']> {
  const file = 'config.json';
  const read = await readTextFile(join(folder, file), TEXT_LIMIT);
  if (read.kind !== 'text') return read.kind === 'absent' ? undefined : unusable(file, read.why);
  let config: unknown;
  try {
    config = JSON.parse(read.text);
  } catch {
    return unusable(file, 'is not JSON');
  }
  const byIndex = isObject(config) ? config['id2label'] : undefined;
  if (byIndex === undefined) return undefined;
  const names = isObject(byIndex) ? Object.keys(byIndex).map((_, index) => byIndex[String(index)]) : [];
  if (names.length === 0 || !names.every((name) => typeof name === 'string')) {
    return unusable(file, 'has an id2label that does not name the classes 0, 1, 2, ...');
  }
  return { names, file };
}

async function listedClasses(folder: string, unusable: Unusable): Promise<Beside['classes']> {
  for (const file of ['labels.txt', 'classes.txt']) {
    const list = await readNameList(join(folder, file));
    if (list.kind === 'names') return { names: list.names, file };
    if (list.kind === 'unusable') unusable(file, list.why);
  }
  return undefined;
}

async function lightgbmColumns(folder: string, unusable: Unusable): Promise<Beside['lightgbm']> {
  const file = 'model.txt';
  const ends = await readTextEnds(join(folder, file), ENDS_LIMIT);
  if (ends.kind !== 'ends') return ends.kind === 'absent' ? undefined : unusable(file, ends.why);
  const reading = readLightgbm(ends.head, ends.tail);
  switch (reading.kind) {
    case 'other':
      return undefined;
    case 'malformed':
      return unusable(file, reading.why);
    case 'columns':
      if (reading.unclear !== undefined) unusable(file, reading.unclear);
      return { ...reading.columns, file };
  }
}

async function mlflowColumns(folder: string, unusable: Unusable): Promise<Beside['mlflow']> {
  const file = 'MLmodel';
  const read = await readTextFile(join(folder, file), TEXT_LIMIT);
  if (read.kind !== 'text') return read.kind === 'absent' ? undefined : unusable(file, read.why);
  const reading = readMlmodel(read.text);
  if (reading.kind === 'malformed') return unusable(file, reading.why);
  return reading.kind === 'columns' ? { columns: reading.columns, file } : undefined;
}
