import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython, runPython, type PythonAnswer } from '../../support/python';
import { readCases } from './support/cases';
import { trialsOf, type Trial } from './support/expected';
import { copyCase, sidecarOf, writeSidecar } from './support/sidecars';
import { openWorkbench, type Workbench } from './support/workbench';

/** For every model and every file, the code that is copied as Python and the file of predictions that it is to give again. */
interface Told {
  readonly code: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Outputs of the whole run. */
  readonly whole: readonly string[];
}

const python = findPython();
const trials = readCases().flatMap((one) => trialsOf(one));
const told = new Map<string, Told>();
let workbench: Workbench;
let folder: string;

beforeAll(async () => {
  workbench = openWorkbench();
  folder = mkdtempSync(join(tmpdir(), 'copied-'));
  const copies = new Map<string, string>();
  for (const trial of trials) {
    const copy = copies.get(trial.case.id) ?? copyCase(trial.case, folder);
    copies.set(trial.case.id, copy);
    told.set(trial.title, await tell(trial, copy));
  }
}, 120_000);

afterAll(async () => {
  await workbench.dispose();
  rmSync(folder, { recursive: true });
});

async function tell(trial: Trial, copy: string): Promise<Told> {
  writeSidecar(copy, trial.model, sidecarOf(trial.case, trial.model, trial.constants));
  const [model, data] = [join(copy, trial.model), join(copy, trial.file)];
  const out = join(copy, 'predictions.json');
  const { outcome } = await workbench.predict({
    model,
    data,
    more: { output: { kind: 'file', path: out, keep: 'none' } },
  });
  if (outcome.status !== 'ok') throw new Error(`${trial.title}: ${JSON.stringify(outcome.issues)}`);
  const code = await workbench.engine.pythonCode({
    model,
    data: { kind: 'file', path: data },
    folder: copy,
    binding: {},
    reading: {},
  });
  const rows = JSON.parse(readFileSync(out, 'utf8')) as Told['rows'];
  return { code, rows, whole: Object.keys(outcome.whole ?? {}) };
}

function absent(): never {
  throw new Error('There is no case.');
}

function toldOf({ title }: Trial): Told {
  const found = told.get(title);
  if (!found) throw new Error(`${title} was not told.`);
  return found;
}

describe('the code', () => {
  it.each(trials.map((trial) => [trial.title, trial] as const))(
    'of %s names model and data and prints',
    (_title, trial) => {
      const { code } = toldOf(trial);
      expect(code).toContain('ort.InferenceSession("');
      expect(code).toContain('providers=["CPUExecutionProvider"]');
      expect(code).toContain(JSON.stringify(join(folder, trial.case.id, trial.file)));
      expect(code).toContain('print(');
      expect(code).not.toMatch(/undefined|\[object |\bnull,/);
    },
  );

  it.each([
    ['skip', true],
    ['stop', false],
  ] as const)('of a run that is to %s at a failing row says so: %s', async (onError, isSaid) => {
    const [{ case: one, model, file } = absent()] = trials;
    const copy = join(folder, one.id);
    const code = await workbench.engine.pythonCode({
      model: join(copy, model),
      data: { kind: 'file', path: join(copy, file) },
      folder: copy,
      binding: {},
      reading: {},
      onError,
    });
    expect(code.includes('# There a row that fails is skipped (--on-error skip)')).toBe(isSaid);
  });
});

if (python === undefined) console.log(`No Python with onnxruntime and pandas: ${trials.length} programs were not run.`);
else
  describe('run with Python', () => {
    const answers = new Map<string, PythonAnswer>();

    beforeAll(() => {
      const titles = [...told.keys()];
      const ran = runPython(
        python,
        titles.map((title) => told.get(title)?.code ?? ''),
      );
      for (const [index, title] of titles.entries()) answers.set(title, ran[index] ?? { printed: '' });
    }, 240_000);

    it.each(trials.map((trial) => [trial.title, trial] as const))('%s gives the same predictions', (title, trial) => {
      const { rows, whole } = toldOf(trial);
      const { error, columns = {}, printed = '' } = answers.get(title) ?? {};
      expect(error).toBeUndefined();
      expect(Object.keys(columns)).toEqual(Object.keys(rows[0] ?? {}));
      for (const name of whole) expect(printed).toContain(`${name}, of the whole run`);
      for (const [name, values] of Object.entries(columns)) {
        expect(values, name).toHaveLength(rows.length);
        const tolerance = trial.case.id.includes('float16') ? HALF_TOLERANCE : TOLERANCE;
        const odd = values.findIndex((value, row) => !isAlike(value, rows[row]?.[name], tolerance));
        expect(
          odd === -1 ? 'alike' : `${name}, row ${odd}: ${String(values[odd])}, not ${String(rows[odd]?.[name])}`,
        ).toBe('alike');
      }
    });
  });

const TOLERANCE = 1e-5;
/** Numbers of float16 models are written with as many digits as those have. */
const HALF_TOLERANCE = 1e-3;

/** Numbers within rounding, lists element by element, anything else exactly. */
function isAlike(one: unknown, other: unknown, tolerance: number): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => isAlike(value, other[index], tolerance));
  if (typeof one !== 'number' || typeof other !== 'number') return String(one) === String(other);
  return Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(other));
}
