import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BindingOptions } from '../../../src/contract/binding-options';
import { readCases } from './support/cases';
import { trialsOf, type Trial } from './support/expected';
import { differences, metricDifferences } from './support/judge';
import { copyCase, sidecarOf, writeSidecar } from './support/sidecars';
import { openWorkbench, type Workbench } from './support/workbench';

/** With the settings that a case tells, every model and every file gives what Python onnxruntime gave. */
let workbench: Workbench;
let folder: string;

beforeAll(() => {
  workbench = openWorkbench();
  folder = mkdtempSync(join(tmpdir(), 'acceptance-'));
});

afterAll(async () => {
  await workbench.dispose();
  rmSync(folder, { recursive: true });
});

describe.each(readCases().map((one) => [one.id, one] as const))('%s, with settings', (_id, one) => {
  let copy: string;

  beforeAll(() => {
    copy = copyCase(one, folder);
  });

  it.each(trialsOf(one).map((trial) => [trial.title, trial] as const))('%s', async (_title, trial) => {
    writeSidecar(copy, trial.model, sidecarOf(one, trial.model, trial.constants));
    const { outcome, predictions } = await workbench.predict({
      model: join(copy, trial.model),
      data: join(copy, trial.file),
      binding: truthOf(trial, copy),
    });
    expect(outcome.status, JSON.stringify(outcome.issues)).toBe('ok');
    if (outcome.status === 'stopped') throw new Error('It stopped.');
    expect(differences(trial, { predictions, ...(outcome.whole ? { whole: outcome.whole } : {}) })).toEqual([]);
    const { metrics } = trial.answers;
    if (metrics && trial.isMain) expect(metricDifferences(metrics, outcome.metrics)).toEqual([]);
  });
});

function truthOf({ case: one, answers, isMain }: Trial, copy: string): BindingOptions {
  if (!one.truth || !answers.metrics || !isMain) return {};
  const [column = ''] = one.truth.columns;
  return { truth: one.truth.file === one.data.file ? column : join(copy, one.truth.file) };
}
