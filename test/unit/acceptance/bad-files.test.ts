import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WorkbenchError, type Issue } from '../../../src/contract/issue';
import { MODELS } from '../../support/fixtures';
import { readJson } from './support/cases';
import { commandLine, type Ended } from './support/command-line';
import { openWorkbench, type Workbench } from './support/workbench';

/** What nobody can predict with: each file gets a message that names what is wrong and where, and never a stack trace. */
interface BadFile {
  readonly file: string;
  readonly kind: string;
  /** The good model that bad data is meant for. */
  readonly model?: string;
  readonly mustName: readonly string[];
  readonly at?: {
    readonly row?: number;
    readonly line?: number;
    readonly column?: string;
    readonly input?: string;
    readonly value?: string;
    readonly index?: readonly number[];
  };
}

const FOLDER = join(MODELS, 'bad');
const entries = existsSync(FOLDER)
  ? (readJson(join(FOLDER, 'bad.json')) as { entries: readonly BadFile[] }).entries
  : [];
const named = entries.map((entry) => [entry.file, entry] as const);
const good = entries.find((entry) => entry.model !== undefined)?.model;

let workbench: Workbench;

beforeAll(() => {
  workbench = openWorkbench();
});

afterAll(() => workbench.dispose());

function wordsOf({ kind, file, model }: BadFile): readonly string[] {
  return kind === 'model'
    ? ['predict', file, 'ok.csv', '--no-log']
    : ['predict', model ?? good ?? '', file, '--no-log'];
}

/** 2 where nothing could be read or planned, 1 for the value of a cell after binding. */
function exitCodesOf({ at, kind }: BadFile): readonly number[] {
  if (kind === 'model' || at === undefined) return [2];
  return at.value === undefined ? [1, 2] : [1];
}

function expectMessage({ mustName }: BadFile, { stdout, stderr }: Pick<Ended, 'stdout' | 'stderr'>): void {
  expect(stdout).toBe('');
  for (const name of mustName) expect(stderr).toContain(name);
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);
  expect(stderr).not.toContain('fault of ONNX Workbench');
}

function expectPlace({ at = {} }: BadFile, issues: readonly Issue[], text: string): void {
  const { row, line, column, input, index = [] } = at;
  const found = issues.find((issue) => issue.row === row || issue.line === line) ?? issues[0];
  const place: Partial<Issue> = {
    ...(row === undefined ? {} : { row }),
    ...(found?.line === undefined || line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(input === undefined ? {} : { input }),
  };
  expect(found).toMatchObject(place);
  for (const position of index) expect(text).toContain(`[${position}]`);
}

async function issuesOf({ kind, file, model }: BadFile): Promise<readonly Issue[]> {
  const asked = kind === 'model' ? { model: file, data: 'ok.csv' } : { model: model ?? '', data: file };
  try {
    const { outcome } = await workbench.predict({ ...asked, more: { folder: FOLDER } });
    expect(outcome.status).not.toBe('ok');
    return outcome.issues;
  } catch (error) {
    if (error instanceof WorkbenchError) return error.issues;
    throw error;
  }
}

describe.each(named)('%s', (_file, entry) => {
  it('leads to the place, by the engine', async () => {
    const issues = (await issuesOf(entry)).filter(({ severity }) => severity === 'error');
    const text = issues.map(({ message }) => message).join('\n');
    for (const name of entry.mustName) expect(text).toContain(name);
    expectPlace(entry, issues, text);
  });

  it('ends the command with a message and no stack trace', async () => {
    const ended = await workbench.commandLine(wordsOf(entry), FOLDER);
    expect(exitCodesOf(entry)).toContain(ended.code);
    expectMessage(entry, ended);
  });
});

describe('in a process of its own', () => {
  const oneOfEachKind = [...Map.groupBy(entries, ({ kind }) => kind).values()].flatMap((kind) => kind.slice(0, 1));

  it.each(oneOfEachKind.map((entry) => [entry.file, entry] as const))('%s', async (_file, entry) => {
    const ended = await commandLine(wordsOf(entry), FOLDER);
    expect(exitCodesOf(entry)).toContain(ended.code);
    expectMessage(entry, ended);
  });
});

it('walks every file that bad.json lists', () => {
  for (const { file } of entries) expect(existsSync(join(FOLDER, file)), file).toBe(true);
});
