import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { WorkbenchError } from '../../../src/contract/issue';
import type { Answer, Workbench } from './support/workbench';
import { readCases, type Case } from './support/cases';
import { trialsOf, type Trial } from './support/expected';
import { differences, metricDifferences } from './support/judge';
import { openWorkbench } from './support/workbench';

/** Nobody has said which column is which: an answer is right, or a question, or a warning, but never silently wrong. */
type Verdict = 'right' | 'asked' | 'warned and wrong' | 'silently wrong';

const cases = readCases();
const verdicts = new Map<string, Verdict>();
let workbench: Workbench;

beforeAll(() => {
  workbench = openWorkbench();
});

afterAll(async () => {
  await workbench.dispose();
  const kinds: readonly Verdict[] = ['right', 'asked', 'warned and wrong', 'silently wrong'];
  const counts = kinds.map((kind) => `${[...verdicts.values()].filter((verdict) => verdict === kind).length} ${kind}`);
  console.log(`Without settings: ${counts.join(', ')}.`);
});

describe.each(cases.map((one) => [one.id, one] as const))('%s, without settings', (_id, one) => {
  it.each(unaided(one).map((trial) => [trial.title, trial] as const))('%s', async (title, trial) => {
    const verdict = await judge(trial);
    verdicts.set(title, verdict);
    expect(verdict).not.toBe('silently wrong');
  });
});

describe('--map auto', () => {
  const natural = cases.filter((one) => one.naturalMapping !== undefined);

  it.each(natural.map((one) => [one.id, one] as const))(
    'gives %s the columns that a person would take',
    async (_id, one) => {
      const [trial] = trialsOf(one);
      if (!trial) throw new Error('No trial.');
      const { outcome, predictions } = await ask(trial, { map: 'auto' });
      expect(outcome.status, JSON.stringify(outcome.issues)).toBe('ok');
      if (outcome.status === 'stopped') return;
      expect(outcome.head.binding.flatMap(({ columns }) => columns)).toEqual(one.naturalMapping);
      expect(differences(trial, { predictions })).toEqual([]);
      if (trial.answers.metrics) expect(metricDifferences(trial.answers.metrics, outcome.metrics)).toEqual([]);
      expect(outcome.metrics?.truth).toBe(one.target);
    },
  );
});

/** Without settings a constant has no value, so the answers for one of its values are as good as those for another. */
function unaided(one: Case): readonly Trial[] {
  const seen = new Set<string>();
  return trialsOf(one).filter(({ model, file }) => {
    const key = `${model} ${file}`;
    return !seen.has(key) && seen.add(key);
  });
}

function ask(trial: Trial, binding: { readonly map?: 'auto' } = {}): Promise<Answer> {
  const { folder } = trial.case;
  return workbench.predict({ model: join(folder, trial.model), data: join(folder, trial.file), binding });
}

async function judge(trial: Trial): Promise<Verdict> {
  try {
    const { outcome, predictions } = await ask(trial);
    if (outcome.status !== 'ok') return 'asked';
    const wrong = differences(trial, { predictions, ...(outcome.whole ? { whole: outcome.whole } : {}) }, false);
    if (wrong.length === 0) return 'right';
    return outcome.issues.some(({ severity }) => severity === 'warning') ? 'warned and wrong' : 'silently wrong';
  } catch (error) {
    if (error instanceof WorkbenchError) return 'asked';
    throw error;
  }
}
