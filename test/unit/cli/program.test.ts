import { describe, expect, it } from 'vitest';
import type { PredictRequest } from '../../../src/contract/predict';
import { OK, predictRequestOf, run, type FakeEngine } from './fakes';

const COMMANDS = [[], ['predict'], ['inspect'], ['log'], ['log', 'list'], ['log', 'show'], ['log', 'path']];
const NEVER: FakeEngine = () => ({});

function requestOf(...words: string[]): Promise<PredictRequest> {
  return predictRequestOf(['predict', 'm.onnx', 'd.csv', ...words]);
}

describe('help and version', () => {
  it.each(COMMANDS.map((words) => [words.join(' '), words] as const))(
    'of "%s" go to stdout with code 0',
    async (_name, words) => {
      const { code, stdout, stderr } = await run([...words, '--help'], NEVER);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Usage: onnx-workbench');
      if (words[0] !== 'log' || words.length > 1) expect(stdout).toContain('Examples:');
    },
  );

  it('prints the version of the package', async () => {
    expect((await run(['--version'], NEVER)).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('a usage error', () => {
  it.each<[string[], string]>([
    [['predict', 'm.onnx'], 'data'],
    [['predict', 'm.onnx', 'd.csv', 'more'], 'too many arguments'],
    [['predict', 'm.onnx', 'd.csv', '--generate', '5'], '--generate'],
    [['predict', 'm.onnx', 'd.csv', '--batch', '0'], '--batch'],
    [['predict', 'm.onnx', 'd.csv', '--map', 'guess'], '--map'],
    [['predict', 'm.onnx', 'd.csv', '--on-error', 'ignore'], '--on-error'],
    [['predict', 'm.onnx', 'd.csv', '--set', 'training'], '--set'],
    [['predict', 'm.onnx', 'd.csv', '--dim', 'n=many'], '--dim'],
    [['predict', 'm.onnx', 'd.csv', '--columns', '"a'], '--columns'],
    [['predict', 'm.onnx', 'd.csv', '--columns', 'a,b', '--columns', 'c'], '--columns'],
    [['predict', 'm.onnx', 'd.csv', '--delimiter', ';;'], '--delimiter'],
    [['predict', 'm.onnx', 'd.csv', '--json', '--out', '-'], '--json and --out -'],
    [['predict', 'm.onnx', 'd.csv', '--unknown'], '--unknown'],
    [['guess'], 'guess'],
    [[], 'Usage'],
    [['log'], 'Usage'],
    [['log', 'show'], 'run'],
  ])('%j has code 2 and names what is wrong', async (words, text) => {
    const { code, stdout, stderr } = await run(words, NEVER);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(text);
  });
});

describe('the flags of predict', () => {
  it('are all absent by default', async () => {
    expect(await requestOf()).toEqual({
      model: 'm.onnx',
      data: { kind: 'file', path: 'd.csv' },
      folder: '/project',
      binding: {},
      reading: {},
      onError: 'stop',
      saveSidecar: false,
      log: { kind: 'default' },
      pages: false,
      output: { kind: 'stream', format: 'csv', keep: 'all', safeCells: false },
      source: 'cli',
    });
  });

  it.each<[string, string[], Partial<PredictRequest['binding']>]>([
    ['the only input', ['--columns', 'a,b'], { columns: { '': ['a', 'b'] } }],
    ['inputs by name', ['--columns', 'x=a', '--columns', 'y=b,c'], { columns: { x: ['a'], y: ['b', 'c'] } }],
    ['names with commas', ['--columns', 'x="a,b","say ""c"""'], { columns: { x: ['a,b', 'say "c"'] } }],
    ['a column with an equals sign', ['--columns', '"a=b",c'], { columns: { '': ['a=b', 'c'] } }],
    ['an input with a comma', ['--columns', '"x,y"=a'], { columns: { 'x,y': ['a'] } }],
    ['an input called __proto__', ['--set', '__proto__=1'], { set: Object.fromEntries([['__proto__', '1']]) }],
    ['a value with an equals sign', ['--set', 'x=a=b', '--set', 'y='], { set: { x: 'a=b', y: '' } }],
    ['dimensions', ['--dim', 'tokens=128', '--dim', 'n=1'], { dims: { tokens: 128, n: 1 } }],
    [
      'the rest',
      ['--map', 'auto', '--sidecar', 's.json', '--missing', 'nan', '--truth', 'y'],
      { map: 'auto', sidecar: 's.json', missing: 'nan', truth: 'y' },
    ],
  ])('bind %s', async (_name, words, binding) => {
    expect((await requestOf(...words)).binding).toEqual(binding);
  });

  it.each<[string[], Partial<PredictRequest>]>([
    [
      ['--delimiter', 'tab', '--decimal', ',', '--encoding', 'latin1'],
      { reading: { delimiter: '\t', decimal: ',', encoding: 'latin1' } },
    ],
    [['--on-error', 'skip', '--batch', '7', '--save-sidecar'], { onError: 'skip', batch: 7, saveSidecar: true }],
    [['--log', 'x.db'], { log: { kind: 'file', path: 'x.db' } }],
    [['--no-log'], { log: { kind: 'off' } }],
    [['--out', 'x.csv', '--keep', 'none'], { output: { kind: 'file', path: 'x.csv', keep: 'none' } }],
    [['--out', '-', '--keep', 'a,"b,c"'], { output: { kind: 'stream', format: 'csv', keep: ['a', 'b,c'] } }],
    [['--json'], { output: { kind: 'stream', format: 'predictions-json', keep: 'all' }, pages: false }],
  ])('%j', async (words, expected) => {
    expect(await requestOf(...words)).toMatchObject(expected);
  });

  it('reads standard input for -', async () => {
    let stdin: boolean | undefined;
    await run(['predict', 'm.onnx', '-'], (needs) => {
      stdin = needs.stdin;
      return {
        predict: (request) => {
          expect(request.data).toEqual({ kind: 'stdin' });
          return Promise.resolve(OK);
        },
      };
    });
    expect(stdin).toBe(true);
  });
});
