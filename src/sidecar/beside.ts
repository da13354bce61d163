import { dirname, join } from 'node:path';
import type { Beside } from '../contract/beside';
import type { Issue } from '../contract/issue';
import { isObject } from './json-file';
import { readLightgbm } from './lightgbm';
import { readMlmodel } from './mlmodel';
import { readNameList, type NameList } from './name-list';
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
  const report: Report = (file, why) => {
    const message = `${file} beside the model ${why}: it is not used.`;
    issues.push({ severity: 'warning', code: 'beside-unusable', message, file: join(folder, file) });
  };
  const classes = (await configClasses(folder, report)) ?? (await listedClasses(folder, report));
  const lightgbm = await lightgbmColumns(folder, report);
  const mlflow = await mlflowColumns(folder, report);
  return { ...(classes && { classes }), ...(lightgbm && { lightgbm }), ...(mlflow && { mlflow }), issues };
}

type Report = (file: string, why: string) => void;

async function configClasses(folder: string, report: Report): Promise<Beside['classes']> {
  const file = 'config.json';
  const text = await textBeside(folder, file, report);
  if (text === undefined) return undefined;
  const names = configuredNames(text);
  if (names.kind === 'unusable') report(file, names.why);
  return names.kind === 'names' ? { names: names.names, file } : undefined;
}

function configuredNames(text: string): NameList {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    return { kind: 'unusable', why: 'is not JSON' };
  }
  const byIndex = isObject(config) ? config.id2label : undefined;
  if (byIndex === undefined) return { kind: 'absent' };
  const names = isObject(byIndex) ? Object.keys(byIndex).map((_, index) => byIndex[String(index)]) : [];
  return names.length > 0 && names.every((name) => typeof name === 'string')
    ? { kind: 'names', names }
    : { kind: 'unusable', why: 'has an id2label that does not name the classes 0, 1, 2, ...' };
}

async function listedClasses(folder: string, report: Report): Promise<Beside['classes']> {
  for (const file of ['labels.txt', 'classes.txt']) {
    const list = await readNameList(join(folder, file));
    if (list.kind === 'names') return { names: list.names, file };
    if (list.kind === 'unusable') report(file, list.why);
  }
  return undefined;
}

async function lightgbmColumns(folder: string, report: Report): Promise<Beside['lightgbm']> {
  const file = 'model.txt';
  const ends = await readTextEnds(join(folder, file), ENDS_LIMIT);
  if (ends.kind === 'unusable') report(file, ends.why);
  if (ends.kind !== 'ends') return undefined;
  const reading = readLightgbm(ends.head, ends.tail);
  if (reading.kind === 'malformed') report(file, reading.why);
  if (reading.kind !== 'columns') return undefined;
  if (reading.unclear !== undefined) report(file, reading.unclear);
  return { ...reading.columns, file };
}

async function mlflowColumns(folder: string, report: Report): Promise<Beside['mlflow']> {
  const file = 'MLmodel';
  const text = await textBeside(folder, file, report);
  const reading = text === undefined ? undefined : readMlmodel(text);
  if (reading?.kind === 'malformed') report(file, reading.why);
  return reading?.kind === 'columns' ? { columns: reading.columns, file } : undefined;
}

async function textBeside(folder: string, file: string, report: Report): Promise<string | undefined> {
  const read = await readTextFile(join(folder, file), TEXT_LIMIT);
  if (read.kind === 'unusable') report(file, read.why);
  return read.kind === 'text' ? read.text : undefined;
}
