import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/contract/comparison';
import { MODELS } from '../../support/fixtures';
import { commandLine } from './support/command-line';
import { openWorkbench, type Workbench } from './support/workbench';

/** A classifier's two versions, `v1.onnx` and `v2.onnx`, with `input.csv` and `truth.csv`. */
const PAIR = join(MODELS, 'pair-retrained-classifier');
const FLIPS = 23;

let folder: string;
let workbench: Workbench;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'compare-sides-'));
  cpSync(PAIR, folder, { recursive: true });
  const [header = '', ...rows] = readFileSync(join(folder, 'input.csv'), 'utf8').trimEnd().split('\n');
  const withId = [`${header},id`, ...rows.map((row, index) => `${row},k${index}`)];
  writeFileSync(join(folder, 'with-id.csv'), `${withId.join('\n')}\n`);
  workbench = openWorkbench();
});

afterAll(async () => {
  await workbench.dispose();
  rmSync(folder, { recursive: true });
});

interface Compared {
  readonly code: number;
  readonly json: Comparison;
  readonly stderr: string;
}

async function compare(words: readonly string[]): Promise<Compared> {
  const { code, stdout, stderr } = await workbench.commandLine(['compare', ...words, '--json'], folder);
  return { code, json: JSON.parse(stdout) as Comparison, stderr };
}

const COLUMNS = ['--columns', 'alcohol,malic_acid,magnesium,color_intensity,od280/od315_of_diluted_wines'];

/** Predicts with a model and gives the run. */
async function predict(model: string, words: readonly string[], data = 'with-id.csv'): Promise<string> {
  const all = ['predict', model, data, ...COLUMNS, '--json', '--log', 'log.db', ...words];
  const { code, stdout, stderr } = await workbench.commandLine(all, folder);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as { run: string }).run;
}

describe('predictions in a file', () => {
  it.each(['csv', 'jsonl', 'parquet'])('a %s that predict wrote is the same as the model', async (format) => {
    await predict('v1.onnx', ['--out', `v1.${format}`, '--keep', 'none']);
    const words = ['--data', 'input.csv', '--no-log'];
    const same = await compare([`predictions:v1.${format}`, 'v1.onnx', ...words]);
    expect(same.json, same.json.summary).toMatchObject({ verdict: 'same', structure: { status: 'not-applicable' } });
    const other = await compare(['v2.onnx', `predictions:v1.${format}`, ...words]);
    expect(other.json).toMatchObject({ verdict: 'different', labels: { flips: FLIPS } });
  });

  it('may be a bare array of probabilities', async () => {
    const cells = readFileSync(join(folder, 'v1.csv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
    const values = Float64Array.from(cells.flatMap((row) => row.slice(2).map(Number)));
    writeFileSync(join(folder, 'proba.npy'), npy(values, [cells.length, 3]));
    const { json } = await compare(['predictions:proba.npy', 'v1.onnx', '--data', 'input.csv', '--no-log']);
    expect(json.labels).toMatchObject({ flips: 0 });
    expect(json.outputs.find(({ baseline }) => baseline === 'output_probability')).toMatchObject({
      status: 'same',
      compared: 300,
    });
    expect(json.onlyInCandidate).toEqual(['output_label']);
  });

  it('are joined by a column, whatever their order', async () => {
    await predict('v1.onnx', ['--out', 'keyed.csv', '--keep', 'id', '--sidecar', sidecar()]);
    const [header = '', ...rows] = readFileSync(join(folder, 'keyed.csv'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, 'shuffled.csv'), `${[header, ...rows.toReversed()].join('\n')}\n`);
    const words = ['--data', 'with-id.csv', ...COLUMNS, '--no-log', '--on', 'id'];
    expect((await compare(['predictions:shuffled.csv', 'v1.onnx', ...words])).json.verdict).toBe('same');
    const wrong = await compare(['predictions:shuffled.csv', 'v1.onnx', ...words.slice(0, -1), 'ident']);
    expect(wrong).toMatchObject({ code: 2, json: { verdict: 'incomparable', issues: [{ code: 'no-join-column' }] } });
  });

  it('leave rows without a partner out, and are then different', async () => {
    const [header = '', ...rows] = readFileSync(join(folder, 'keyed.csv'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, 'some.csv'), `${[header, ...rows.slice(10)].join('\n')}\n`);
    const { json } = await compare([
      'predictions:some.csv',
      'v1.onnx',
      '--data',
      'with-id.csv',
      ...COLUMNS,
      '--on',
      'id',
      '--no-log',
    ]);
    expect(json).toMatchObject({ verdict: 'different', rows: 90, outputs: [{ status: 'same' }, { status: 'same' }] });
    expect(json.issues.find(({ code }) => code === 'rows-alone')?.message).toContain('10 rows of the data');
  });

  it('are never cut to the shorter side where they are joined in order', async () => {
    const [header = '', ...rows] = readFileSync(join(folder, 'keyed.csv'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, 'twice.csv'), `${[header, ...rows, ...rows].join('\n')}\n`);
    const words = ['v1.onnx', '--data', 'input.csv', '--no-log'];
    const fewer = await compare(['predictions:some.csv', ...words]);
    expect(fewer).toMatchObject({
      code: 1,
      json: { verdict: 'incomparable', issues: [{ code: 'row-counts-differ' }] },
    });
    const more = await compare(['predictions:twice.csv', ...words]);
    expect(more).toMatchObject({ code: 0, json: { verdict: 'different', rows: 100 } });
    expect(more.json.issues.map(({ code }) => code)).toContain('rows-alone');
  });

  it('are refused with a key twice', async () => {
    const words = ['--data', 'with-id.csv', ...COLUMNS, '--on', 'id', '--no-log'];
    const { code, json } = await compare(['predictions:twice.csv', 'v1.onnx', ...words]);
    expect(code).toBe(2);
    expect(json.issues[0]).toMatchObject({ code: 'key-twice', row: 100, column: 'id' });
  });

  it('are found under the names that --predicted gives', async () => {
    const text = readFileSync(join(folder, 'v1.csv'), 'utf8')
      .replace('prediction', 'answer')
      .replaceAll('proba_', 'share of ');
    writeFileSync(join(folder, 'named.csv'), text);
    const words = ['predictions:named.csv', 'v1.onnx', '--data', 'input.csv', '--no-log'];
    expect(await compare(words)).toMatchObject({ code: 2, json: { issues: [{ code: 'no-predictions' }] } });
    expect((await compare([...words, '--predicted', 'answer,share of *'])).json.verdict).toBe('same');
    const missing = await compare([...words, '--predicted', 'guess']);
    expect(missing.json.issues[0]?.code).toBe('no-such-prediction');
  });

  it('are compared with each other where no side is a model', async () => {
    await predict('v2.onnx', ['--out', 'v2.csv', '--keep', 'none']);
    const words = ['predictions:v1.csv', 'predictions:v2.csv', '--data', 'input.csv', '--truth', 'truth.csv'];
    const { json } = await compare(words);
    expect(json).toMatchObject({ verdict: 'different', run: null, rows: 100, labels: { flips: FLIPS } });
    expect(json.labels?.truth).toMatchObject({ oldRightNewWrong: 2, oldWrongNewRight: 20 });
  });
});

describe('runs of the log', () => {
  it('are compared with each other, row by row', async () => {
    const [one, other] = [await predict('v1.onnx', []), await predict('v2.onnx', [])];
    const { json } = await compare([`run:${one}`, `run:${other}`, '--log', 'log.db']);
    expect(json).toMatchObject({ verdict: 'different', rows: 100, labels: { flips: FLIPS } });
    const joined = await compare([`run:${one}`, `run:${one}`, '--log', 'log.db', '--on', 'id']);
    expect(joined.json.verdict).toBe('same');
  });

  describe('whose rows are in another order', () => {
    /** Runs of both models: the second on the rows that `change` makes of the first's. */
    async function runs(
      change: (rows: readonly string[]) => readonly string[],
      words: readonly string[] = [],
    ): Promise<readonly string[]> {
      const [header = '', ...rows] = readFileSync(join(folder, 'with-id.csv'), 'utf8').trimEnd().split('\n');
      writeFileSync(join(folder, 'other.csv'), `${[header, ...change(rows)].join('\n')}\n`);
      const one = await predict('v1.onnx', words);
      return [`run:${one}`, `run:${await predict('v2.onnx', words, 'other.csv')}`, '--log', 'log.db'];
    }

    it.each([
      ['full', []],
      ['as hashes alone', ['--sidecar', 'hashes.json']],
    ])('are joined by the content of their inputs, logged %s', async (_title, words) => {
      writeFileSync(join(folder, 'hashes.json'), JSON.stringify({ version: 1, log: { inputs: 'hash' } }));
      const { json } = await compare(await runs((rows) => rows.toReversed(), words));
      expect(json).toMatchObject({ rows: 100, labels: { flips: FLIPS } });
      expect(json.issues.map(({ code }) => code)).toEqual(['joined-by-content']);
      const joined = await compare([...(await runs((rows) => rows)), '--on', 'id']);
      expect(json.labels).toEqual(joined.json.labels);
    });

    it('say which rows are in one of them only', async () => {
      const { json } = await compare(await runs((rows) => rows.slice(4).toReversed()));
      expect(json).toMatchObject({ rows: 96, verdict: 'different' });
      expect(json.issues.map(({ code }) => code)).toEqual(['joined-by-content', 'rows-alone']);
    });

    it('are joined by the id of the settings', async () => {
      writeFileSync(join(folder, 'v1.onnx.workbench.json'), JSON.stringify({ version: 1, id: 'id' }));
      try {
        const edited = (rows: readonly string[]): readonly string[] => rows.map((row) => `9${row}`).toReversed();
        const { json } = await compare(await runs(edited));
        expect(json.rows).toBe(100);
        expect(json.issues).toEqual([]);
      } finally {
        rmSync(join(folder, 'v1.onnx.workbench.json'));
      }
    });

    it('stay row by row where only values were edited, which is said', async () => {
      const { json } = await compare(await runs((rows) => rows.map((row, index) => (index === 3 ? `9${row}` : row))));
      expect(json.rows).toBe(100);
      expect(json.issues).toMatchObject([{ severity: 'warning', code: 'inputs-differ' }]);
    });
  });

  it('leave out rows that a run does not have', async () => {
    const run = await predict('v1.onnx', []);
    const [header = '', ...rows] = readFileSync(join(folder, 'with-id.csv'), 'utf8').trimEnd().split('\n');
    const strangers = rows.map((row) => `${row}x`);
    writeFileSync(join(folder, 'strangers.csv'), `${[header, ...strangers].join('\n')}\n`);
    const words = ['--data', 'strangers.csv', '--on', 'id', ...COLUMNS, '--log', 'log.db'];
    const { json } = await compare([`run:${run}`, 'v1.onnx', ...words]);
    expect(json).toMatchObject({ rows: 0, verdict: 'different' });
  });

  it('are replayed on another version', async () => {
    const run = await predict('v1.onnx', []);
    const words = ['--log', 'log.db', ...COLUMNS, '--truth', 'truth.csv'];
    const { json } = await compare([`run:${run}`, 'v2.onnx', ...words]);
    expect(json).toMatchObject({ labels: { flips: FLIPS, truth: { oldRightNewWrong: 2 } } });
    expect((await compare([`run:${run}`, 'v1.onnx', ...words])).json.verdict).toBe('same');
  });

  it('are logged themselves, with the source compare', async () => {
    const { json } = await compare(['v1.onnx', 'v2.onnx', '--data', 'input.csv', '--log', 'log.db']);
    const shown = await workbench.commandLine(['log', 'show', json.run ?? '', '--json', '--log', 'log.db'], folder);
    expect(JSON.parse(shown.stdout)).toMatchObject({ source: 'compare', status: 'ok', rows: 100 });
  });
});

describe('how it ends', () => {
  const words = ['v1.onnx', 'v2.onnx', '--data', 'input.csv', '--no-log'];

  it.each([
    ['a difference alone', [], 0],
    ['a gate that holds', ['--truth', 'truth.csv', '--gate', 'accuracy >= .9'], 0],
    ['a gate that fails', ['--truth', 'truth.csv', '--gate', 'accuracy >= .95'], 1],
    ['a gate without anything to measure', ['--gate', 'accuracy >= 0'], 1],
    ['too many flips', ['--max-flips', '10%'], 1],
    ['few enough flips', ['--max-flips', '23%'], 0],
    ['the gate tolerance', ['--gate', 'tolerance'], 1],
    ['the gate tolerance within a wide one', ['--gate', 'maxAbs <= 1'], 0],
  ])('%s', async (_title, more, code) => {
    expect((await compare([...words, ...more])).code).toBe(code);
  });

  it.each([
    ['a gate that cannot be read', [...words, '--gate', 'beauty > 1'], 'bad-gate'],
    ['no data', ['v1.onnx', 'v2.onnx'], 'no-data'],
    ['a model that is not there', ['v1.onnx', 'v3.onnx', '--data', 'input.csv'], 'model-not-found'],
    ['data that is not there', ['v1.onnx', 'v2.onnx', '--data', 'none.csv'], 'no-file'],
  ])('%s: 2, with one whole object', async (_title, all, code) => {
    expect(await compare(all)).toMatchObject({ code: 2, json: { verdict: 'incomparable', issues: [{ code }] } });
  });

  it('a side that cannot run: 1 and incomparable, and why', async () => {
    writeFileSync(join(folder, 'broken.onnx'), readFileSync(join(folder, 'v1.onnx')).subarray(0, 500));
    const { code, json } = await compare(['v1.onnx', 'broken.onnx', '--data', 'input.csv', '--no-log']);
    expect(code).toBe(1);
    expect(json.verdict).toBe('incomparable');
    expect(json.summary).toContain('broken.onnx');
    expect(json.gates).toEqual([]);
  });

  it('nothing binds: 1 and incomparable', async () => {
    writeFileSync(join(folder, 'narrow.csv'), 'a,b\n1,2\n');
    const { code, json } = await compare(['v1.onnx', 'v2.onnx', '--data', 'narrow.csv', '--no-log']);
    expect({ code, verdict: json.verdict }).toEqual({ code: 1, verdict: 'incomparable' });
    expect(json.issues[0]?.code).toBe('too-few-columns');
  });

  it('columns that have to be confirmed: 2, with the command that accepts them', async () => {
    const { code, json } = await compare(['v1.onnx', 'v2.onnx', '--data', 'with-id.csv', '--no-log']);
    expect(code).toBe(2);
    expect(json.proposal?.command).toMatch(/compare v1.onnx v2.onnx .*--map auto$/);
    expect((await compare(['v1.onnx', 'v2.onnx', '--data', 'with-id.csv', '--no-log', '--map', 'auto'])).code).toBe(0);
  });

  it('tolerances hold for all outputs or for one', async () => {
    const wide = await compare([...words, '--atol', '2']);
    expect(wide.json.outputs[1]).toMatchObject({ status: 'within', tolerance: { atol: 2, rtol: 1e-4 } });
    const one = await compare([...words, '--atol', 'output_probability=2', '--rtol', '0']);
    expect(one.json.outputs[1]).toMatchObject({ status: 'within', tolerance: { atol: 2, rtol: 0 } });
  });

  it('columns may be given for one side alone', async () => {
    const swapped = 'malic_acid,alcohol,magnesium,color_intensity,od280/od315_of_diluted_wines';
    const { json } = await compare([...words, '--columns', `candidate:${swapped}`]);
    expect(json.candidate.binding?.[0]).toMatchObject({ columns: swapped.split(','), source: 'flag' });
    expect(json.baseline.binding?.[0]?.columns[0]).toBe('alcohol');
    expect(json.notes.join(' ')).toContain('different orders');
  });
});

describe('reports', () => {
  it('are written as text, Markdown, HTML and JUnit', async () => {
    const all = ['v1.onnx', 'v2.onnx', '--data', 'input.csv', '--truth', 'truth.csv', '--no-log', '--max-flips', '1%'];
    const files = ['--html', 'report.html', '--junit', 'report.xml'];
    const { code, stdout } = await commandLine(['compare', ...all, ...files], folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Different: 23 of 100 labels changed/);
    expect(stdout).toContain('2 of 100 rows worse, 20 better (accuracy 75 % to 93 %): better, more than chance');
    const html = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(html).toContain('<h1>Different: 23 of 100 labels changed');
    expect(html).not.toMatch(/https?:|<script|src=|@import|url\(| style=/);
    const junit = readFileSync(join(folder, 'report.xml'), 'utf8');
    expect(junit).toContain('<testsuites tests="2" failures="1"');
    expect(junit).toContain('<failure message="is 0.23"/>');
    const markdown = await workbench.commandLine(['compare', ...all, '--md'], folder);
    expect(markdown.stdout).toContain('## Different: 23 of 100 labels changed');
    expect(markdown.stdout).toContain('| failed | flips &lt;= 1% | 0.23 |');
  });

  it('take names and cells for text, never for markup', async () => {
    const name = '<img src=x onerror=alert(1)>&".onnx';
    cpSync(join(folder, 'v2.onnx'), join(folder, name));
    const all = [
      'v1.onnx',
      name,
      '--data',
      'input.csv',
      '--no-log',
      '--html',
      'evil.html',
      '--junit',
      'evil.xml',
      '--md',
    ];
    const { stdout } = await workbench.commandLine(['compare', ...all], folder);
    for (const text of [stdout, ...['evil.html', 'evil.xml'].map((file) => readFileSync(join(folder, file), 'utf8'))]) {
      expect(text).not.toContain('<img');
      expect(text).toContain('&lt;img');
    }
  });
});

function sidecar(): string {
  const path = join(folder, 'id.json');
  writeFileSync(path, JSON.stringify({ version: 1, id: 'id' }));
  return path;
}

/** A .npy file of float64, version 1.0. */
function npy(values: Float64Array, shape: readonly number[]): Buffer {
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  const header = Buffer.from(`${text.padEnd(117)}\n`);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, header, Buffer.from(values.buffer)]);
}
