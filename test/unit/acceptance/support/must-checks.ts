import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Issue } from '../../../../src/contract/issue';
import { trialsOf } from './expected';
import { differences, metricDifferences } from './judge';
import type { Reply, Subject } from './subject';

export type Check = (subject: Subject) => Promise<void>;

/** What a `must` line of a case means. `comparison`: only a comparison of two sides can meet it. */
export type Must = Check | 'comparison';

/** Meanings by the text of the line. */
export type Musts = Readonly<Record<string, Must>>;

/** Every message of a reply, for what has to be said. */
export function said(issues: readonly Issue[]): string {
  return issues.map(({ message }) => message).join('\n');
}

export function answered(reply: Reply): Extract<Reply, { kind: 'answered' }> {
  if (reply.kind === 'asked') throw new Error(said(reply.issues));
  return reply;
}

/** What is right with settings is right in every way that the goldens know. */
export const rightWithSettings: Check = async (subject) => {
  const { outcome, predictions } = await subject.settled();
  expect(differences(subject.trial, { predictions, ...(outcome.whole ? { whole: outcome.whole } : {}) })).toEqual([]);
};

/** Each of these words is in some message, without settings. */
export function says(...words: string[]): Check {
  return async (subject) => {
    const text = said((await subject.unaided({ map: 'auto' })).issues);
    for (const word of words) expect(text).toContain(word);
  };
}

/** The same, where a person has said which column is which. */
export function saysWithSettings(...words: string[]): Check {
  return async (subject) => {
    const text = said((await subject.settled()).issues);
    for (const word of words) expect(text).toContain(word);
  };
}

export function all(...checks: Check[]): Check {
  return async (subject) => {
    for (const check of checks) await check(subject);
  };
}

/** The inputs hold columns of these dtypes, as the model says. */
export function takes(input: string, type: string): Check {
  return async (subject) => {
    const { inputs } = await subject.inspect();
    expect(inputs.find(({ name }) => name === input)?.type).toBe(type);
  };
}

/** Label and probabilities by class, the classes in one order on every row. */
export const probabilityPerClass: Check = async (subject) => {
  const { predictions, outcome } = await subject.settled();
  const classes = (outcome.head.classes ?? []).map(String);
  expect(classes).toEqual((subject.trial.answers.classNames ?? subject.trial.answers.classes ?? []).map(String));
  for (const { probabilities } of predictions)
    expect(new Set(Object.keys(probabilities ?? {}))).toEqual(new Set(classes));
  const { folder } = await subject.commandLine(
    'predict',
    subject.trial.model,
    subject.trial.file,
    '--out',
    'must.csv',
    '--no-log',
  );
  const header = readFileSync(join(folder, 'must.csv'), 'utf8').split('\n')[0] ?? '';
  expect(header.replaceAll('"', '')).toContain(classes.map((name) => `proba_${name}`).join(','));
  await rightWithSettings(subject);
};

/** What `--map auto` decides: the mapping of a person, the rest named with what it was taken for. */
export const leftOutByThemselves: Check = async (subject) => {
  const one = subject.case;
  const reply = answered(await subject.unaided({ map: 'auto' }));
  expect(reply.outcome.head.binding.flatMap(({ columns }) => columns)).toEqual(one.naturalMapping);
  const dropped = reply.outcome.proposal?.dropped ?? [];
  const text = said(reply.issues);
  for (const column of [one.target ?? '', ...(one.index ?? [])].filter((name) => name !== '')) {
    const told = dropped.some((drop) => drop.column === column) || text.includes(column);
    expect(told, `${column} is not named`).toBe(true);
  }
  expect(differences(subject.trial, reply)).toEqual([]);
};

/** Nobody needs to be asked anything. */
export const noQuestion: Check = async (subject) => {
  const reply = answered(await subject.unaided());
  expect(reply.issues.filter(({ severity }) => severity !== 'info')).toEqual([]);
  expect(differences(subject.trial, reply, false)).toEqual([]);
};

/** Every file of the case has the same answers. */
export const sameForEveryFile: Check = async (subject) => {
  const trials = trialsOf(subject.case);
  expect(trials.length).toBeGreaterThan(1);
  for (const trial of trials) expect(differences(trial, await subject.settled(trial.file)), trial.title).toEqual([]);
};

/** Cells that are missing are fed as NaN, counted and said, and the goldens are for that. */
export const missingAsNaN: Check = async (subject) => {
  const reply = await subject.settled();
  expect(differences(subject.trial, reply)).toEqual([]);
  expect(reply.issues.filter(({ code }) => code === 'missing-as-nan')).not.toEqual([]);
  const missing = subject.case.data.missing ?? [];
  for (const [column, cells] of Map.groupBy(missing, (cell) => cell.column)) {
    const issue = reply.issues.find((one) => one.code === 'missing-as-nan' && one.column === column);
    expect(issue?.message, column).toMatch(new RegExp(`^${cells.length} `));
  }
};

/** Metrics under `--map auto` are those of the goldens, against the target that was found. */
export const metricsAgainstTarget: Check = async (subject) => {
  const { outcome } = answered(await subject.unaided({ map: 'auto' }));
  expect(outcome.metrics?.truth).toBe(subject.case.target);
  expect(metricDifferences(subject.trial.answers.metrics ?? {}, outcome.metrics)).toEqual([]);
};

/** Columns with Python's answers are neither fed nor taken for the target. */
export const pythonAnswersLeftOut: Check = async (subject) => {
  const { outcome } = answered(await subject.unaided({ map: 'auto' }));
  const fed = outcome.head.binding.flatMap(({ columns }) => columns);
  const answers = subject.case.data.columns.filter((name) => /^(y_pred$|proba_)/.test(name));
  expect(answers).not.toEqual([]);
  expect(fed.filter((name) => answers.includes(name))).toEqual([]);
  expect(outcome.metrics?.truth).toBe(subject.case.target);
  const dropped = new Map(outcome.proposal?.dropped.map(({ column, as }) => [column, as]));
  for (const column of answers) expect(dropped.get(column)).toBe('prediction');
};
