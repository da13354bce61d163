import { describe, expect, it } from 'vitest';
import type { CompareRequest } from '../../../src/contract/compare';
import { compareCommand } from '../../../src/contract/compare-command';
import type { EngineProtocol } from '../../../src/contract/engine';
import { compareRequest } from '../../support/engine';
import { run } from './fakes';

const PLAIN = compareRequest('/work', ['old.onnx', 'new.onnx'], 'd.csv', { log: { kind: 'default' }, pages: false });

/** The request that the words give to the engine. */
async function readBack(words: readonly string[]): Promise<CompareRequest> {
  let request: CompareRequest | undefined;
  const compare: EngineProtocol['compare'] = (given) => {
    request = given;
    throw new Error('Enough is known.');
  };
  await run(words, () => ({ compare: (given) => Promise.resolve().then(() => compare(given)) }));
  if (!request) throw new Error('compare was not called.');
  return request;
}

describe('the command of a comparison', () => {
  it.each<[string, Partial<CompareRequest>, string]>([
    ['two models', {}, 'compare old.onnx new.onnx --data d.csv'],
    [
      'a revision, by what it was called',
      { baseline: { kind: 'model', path: '/cache/1a2b.onnx', label: 'git:HEAD~1:old.onnx' } },
      'compare git:HEAD~1:old.onnx new.onnx --data d.csv',
    ],
    [
      'predictions in the data',
      { baseline: { kind: 'predictions', columns: { label: 'y', prefix: 'p_' } } },
      'compare predictions: new.onnx --data d.csv --predicted y,p_*',
    ],
    [
      'predictions in another file, joined by a column',
      { baseline: { kind: 'predictions', file: 'p.parquet' }, on: 'id' },
      'compare predictions:p.parquet new.onnx --data d.csv --on id',
    ],
    [
      'tolerances',
      { tolerance: { rtol: 0.01, atol: 1e-7, outputs: { y: { rtol: 0.1 } } } },
      'compare old.onnx new.onnx --data d.csv --rtol 0.01 --rtol y=0.1 --atol 1e-7',
    ],
    [
      'what is ignored',
      { tolerance: { rule: 'both', ignore: { nonFinite: true, flips: true, outputs: ['dtype', 'a b'] } } },
      'compare old.onnx new.onnx --data d.csv --rule both --ignore non-finite --ignore flips --ignore output=dtype --ignore output=a b',
    ],
    [
      'columns of one side',
      { binding: { columns: { '': ['a'] } }, columns: { candidate: { x: ['b', 'c, d'] } } },
      'compare old.onnx new.onnx --data d.csv --columns a --columns candidate:x=b,"c, d"',
    ],
    [
      'pairs, gates and slices',
      { pairs: { y: 'z' }, gates: ['accuracy >= .9', 'tolerance'], maxFlips: 0.02, slices: true },
      'compare old.onnx new.onnx --data d.csv --pair y=z --gate accuracy >= .9 --gate tolerance --max-flips 0.02 --slices',
    ],
    [
      'accepted columns, small batches, no log',
      { binding: { map: 'auto' }, batch: 7, log: { kind: 'off' } },
      'compare old.onnx new.onnx --data d.csv --map auto --batch 7 --no-log',
    ],
    [
      'a name like a flag',
      { baseline: { kind: 'model', path: '-old.onnx' } },
      'compare ./-old.onnx new.onnx --data d.csv',
    ],
  ])('of %s', (_title, more, command) => {
    expect(compareCommand({ ...PLAIN, ...more }).words.join(' ')).toBe(command);
  });

  it.each<Partial<CompareRequest>>([
    {},
    { tolerance: { rtol: 0.01, atol: 1e-7, outputs: { y: { rtol: 0.1, atol: 0 }, 'a=b': { atol: 2 } } } },
    { tolerance: { rule: 'both', ignore: { dtype: true, shape: true, nonFinite: true, unpaired: true, flips: true } } },
    { tolerance: { ignore: { outputs: ['dtype', 'output=x'] } } },
    { binding: { columns: { '': ['a', 'b "c"'] }, missing: '-1', truth: 'y' }, reading: { delimiter: '\t' } },
    { columns: { baseline: { x: ['a', 'b'] }, candidate: { x: ['b', 'a'] } } },
    { baseline: { kind: 'run', run: '0192' }, pairs: { y: 'z', label: 'class' } },
    {
      gates: ['recall[yes] >= 90%'],
      maxFlips: 0.015,
      slices: true,
      batch: 3,
      on: 'id',
      log: { kind: 'file', path: 'l' },
    },
    { baseline: { kind: 'predictions', file: 'p.csv', columns: { label: 'y, z' } } },
  ])('is read back as it was asked for: %j', async (more) => {
    const request = { ...PLAIN, ...more };
    const { folder: _asked, ...expected } = request;
    const { folder: _read, ...read } = await readBack(compareCommand(request).words);
    expect(read).toEqual(expected);
  });

  it('says what no flag can', () => {
    expect(compareCommand({ ...PLAIN, binding: { settings: { id: 'k' } } }).unsaid).toEqual(['id']);
  });
});
