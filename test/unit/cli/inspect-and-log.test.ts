import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../src/contract/issue';
import type { ModelSummary } from '../../../src/contract/model';
import { someRun } from '../../support/run';
import { run, type FakeEngine } from './fakes';

const SUMMARY: ModelSummary = {
  file: 'wine.onnx',
  bytes: 1234567,
  irVersion: 8,
  producer: 'skl2onnx',
  opsets: [
    { domain: '', version: 17 },
    { domain: 'ai.onnx', version: 17 },
  ],
  inputs: [{ name: 'x', type: 'float32', shape: [null, 'n', 4] }],
  outputs: [{ name: 'p', type: 'seq(map(int64,float32))', shape: null }],
  initializerInputs: ['W'],
  classNames: { names: ['no', 'yes'], source: 'labels.txt' },
  metadata: { note: 'two\nlines' },
  nodes: 3,
  operators: [],
  parameters: 45,
  externalData: [{ location: 'weights.bin', bytes: 99 }],
  problems: [],
};

const RUN = someRun({
  name: 'before the retrain',
  note: 'Two rows\nlook wrong.',
  data: { path: 'wine.csv', sha256: null },
  rows: 3,
  status: 'failed',
  error: { kind: 'run', message: 'It stopped.' },
  metrics: { rows: 3, rowsWithoutTruth: 0, truth: 'y', mae: 1, rmse: 2, r2: 0.5 },
});

function inspecting(summary: ModelSummary): FakeEngine {
  return () => ({ inspect: () => Promise.resolve(summary) });
}

describe('inspect', () => {
  it('prints every key of the summary with --json', async () => {
    const { code, stdout } = await run(['inspect', 'wine.onnx', '--json'], inspecting(SUMMARY));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ schema: 1, ...SUMMARY });
  });

  it('prints signature, classes, external data and metadata for a person', async () => {
    const { stdout } = await run(['inspect', 'wine.onnx'], inspecting(SUMMARY));
    expect(stdout.split('\n')).toEqual([
      'wine.onnx  1,234,567 bytes',
      'IR 8, made by skl2onnx; opsets ai.onnx 17',
      '3 nodes, 45 parameters',
      'Inputs:',
      '  x  float32  [?, n, 4]',
      'Outputs:',
      '  p  seq(map(int64,float32))',
      'Inputs that have a value already:',
      '  W',
      'Classes (from labels.txt):',
      '  no, yes',
      'External data:',
      '  weights.bin  99 bytes',
      'Metadata:',
      '  note: two lines',
      '',
    ]);
  });

  it('prints what is wrong with a file that cannot be read, with code 2', async () => {
    const issue = { severity: 'error' as const, code: 'model-damaged', message: 'bad.onnx is damaged.' };
    const engine: FakeEngine = () => ({ inspect: () => Promise.reject(new WorkbenchError('model', issue)) });
    const { code, stdout, stderr } = await run(['inspect', 'models/bad.onnx', '--json'], engine);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ schema: 1, file: 'bad.onnx', problems: [issue] });
    expect(stderr).toContain('bad.onnx is damaged.');
    expect((await run(['inspect', 'models/bad.onnx'], engine)).stdout).toBe('');
  });

  it('has code 1 for a readable model with an error problem', async () => {
    const problems = [{ severity: 'error' as const, code: 'unknown-operator', message: 'FancyNorm is unknown.' }];
    const { code, stderr } = await run(['inspect', 'wine.onnx'], inspecting({ ...SUMMARY, problems }));
    expect(code).toBe(1);
    expect(stderr).toContain('FancyNorm is unknown.');
  });
});

describe('log', () => {
  const engine: FakeEngine = () => ({
    logPath: ({ near }) => Promise.resolve(`${near}/.onnx-workbench/log.db`),
    logList: ({ log, near, limit }) => Promise.resolve({ path: log ?? near, runs: [RUN, RUN].slice(0, limit) }),
    logShow: ({ run: id }) => Promise.resolve({ path: '/log.db', run: { ...RUN, id } }),
  });

  it('path prints where, for this folder or a model', async () => {
    expect((await run(['log', 'path'], engine)).stdout).toBe('/project/.onnx-workbench/log.db\n');
    expect((await run(['log', 'path', 'm'], engine)).stdout).toBe('/project/m/.onnx-workbench/log.db\n');
  });

  it('list prints the runs, with whole ids', async () => {
    const { stdout } = await run(['log', 'list', '--limit', '1'], engine);
    expect(stdout.split('\n')).toHaveLength(3);
    expect(stdout).toContain(`${RUN.id}  2026-11-23 10:00:00  failed     3  wine.onnx  wine.csv  cli`);
  });

  it('list --json has path and runs', async () => {
    const { stdout } = await run(['log', 'list', '--json', '--log', 'x.db'], engine);
    expect(JSON.parse(stdout)).toEqual({ schema: 1, path: '/project/x.db', runs: [RUN, RUN] });
  });

  it('list says so where there are none', async () => {
    const { code, stdout, stderr } = await run(['log', 'list'], () => ({
      logList: () => Promise.resolve({ path: '/log.db', runs: [] }),
    }));
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'No runs in /log.db.\n' });
  });

  it('show prints one run', async () => {
    expect(JSON.parse((await run(['log', 'show', 'abc', '--json'], engine)).stdout)).toEqual({
      schema: 1,
      ...RUN,
      id: 'abc',
    });
    const { stdout } = await run(['log', 'show', 'abc'], engine);
    expect(stdout).toContain('Run abc (before the retrain)\n  note      Two rows\n            look wrong.\n');
    expect(stdout).toContain('failed: It stopped.');
    expect(stdout).toContain('MAE       1, RMSE 2, R2 0.5 against y');
  });
});
