import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictCommand, type CommandRequest } from '../../../src/contract/predict-command';
import type { BindingOptions } from '../../../src/contract/binding-options';
import { predictRequestOf } from './fakes';

const PLAIN: CommandRequest = {
  model: 'm.onnx',
  data: { kind: 'file', path: 'd.csv' },
  binding: {},
  reading: {},
  onError: 'stop',
  log: { kind: 'default' },
};

describe('the command of a request', () => {
  it.each<[string, Partial<CommandRequest>, string]>([
    ['nothing chosen', {}, 'predict m.onnx d.csv'],
    ['accepted columns', { binding: { map: 'auto' } }, 'predict m.onnx d.csv --map auto'],
    ['skipped rows', { onError: 'skip' }, 'predict m.onnx d.csv --on-error skip'],
    [
      'columns of two inputs',
      { binding: { columns: { x: ['a', 'b, c'], y: ['d'] } } },
      'predict m.onnx d.csv --columns x=a,"b, c" --columns y=d',
    ],
    ['a tab', { reading: { delimiter: '\t', decimal: ',' } }, 'predict m.onnx d.csv --delimiter tab --decimal ,'],
    ['a negative value', { binding: { missing: '-1' } }, 'predict m.onnx d.csv --missing=-1'],
    ['made-up rows', { data: { kind: 'generated', rows: 5 } }, 'predict m.onnx --generate 5'],
    ['a name like a flag', { model: '-m.onnx' }, 'predict ./-m.onnx d.csv'],
    ['no log', { log: { kind: 'off' } }, 'predict m.onnx d.csv --no-log'],
    ['one truth of the mapping step', { binding: { settings: { truth: ['y'] } } }, 'predict m.onnx d.csv --truth y'],
  ])('of %s', (_title, more, command) => {
    expect(predictCommand({ ...PLAIN, ...more })).toEqual({ words: expect.anything() as unknown, unsaid: [] });
    expect(predictCommand({ ...PLAIN, ...more }).words.join(' ')).toBe(command);
  });

  it('says what no flag can', () => {
    const settings = { id: 'customer', missing: { age: 'nan' }, truth: ['a', 'b'] };
    expect(predictCommand({ ...PLAIN, binding: { settings } }).unsaid).toEqual(['id', 'missing', 'truth']);
    expect(predictCommand({ ...PLAIN, binding: { settings: { truth: [] } } }).unsaid).toEqual(['truth']);
  });

  it('is refused for rows in no file', () => {
    expect(() => predictCommand({ ...PLAIN, data: { kind: 'inline', text: 'a\n1', format: 'csv' } })).toThrow(
      'The rows are in no file',
    );
  });

  it('is read back by the command line as the same request', async () => {
    const name = fc.string({
      minLength: 1,
      maxLength: 6,
      unit: fc.constantFrom('a', 'B', ' ', ',', '"', '-', '_', 'ü'),
    });
    const key = fc.stringMatching(/^[a-zA-Z_][\w]{0,5}$/);
    const record = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
      fc.dictionary(key, value, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
    const binding: fc.Arbitrary<BindingOptions> = fc.record(
      {
        columns: fc.dictionary(name, fc.array(name, { minLength: 1, maxLength: 3 }), {
          minKeys: 1,
          maxKeys: 2,
          noNullPrototype: true,
        }),
        map: fc.constant('auto' as const),
        set: record(fc.string({ unit: 'grapheme-ascii', maxLength: 6 })),
        sidecar: name,
        dims: record(fc.integer({ min: 1, max: 999 })),
        missing: name,
        truth: name,
      },
      { requiredKeys: [] },
    );
    const reading = fc.record(
      { delimiter: fc.constantFrom(';', '\t', '|'), decimal: fc.constantFrom(',', '.'), encoding: name },
      { requiredKeys: [] },
    );
    const request = fc.record(
      {
        model: name,
        data: fc.record({ kind: fc.constant('file' as const), path: name.filter((path) => path !== '-') }),
        binding,
        reading,
        onError: fc.constantFrom('stop' as const, 'skip' as const),
        batch: fc.integer({ min: 1, max: 9999 }),
      },
      { requiredKeys: ['model', 'data', 'binding', 'reading', 'onError'] },
    );
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const { words } = predictCommand({ ...asked, log: { kind: 'off' } });
        const { model, data, binding: bound, reading: read, onError, batch } = await predictRequestOf(words);
        const plain = (path: string): string => (path.startsWith('./-') ? path.slice(2) : path);
        expect(plain(model)).toBe(asked.model);
        expect(data.kind === 'file' && plain(data.path)).toBe(asked.data.path);
        expect({ bound, read, onError, batch }).toEqual({
          bound: asked.binding,
          read: asked.reading,
          onError: asked.onError,
          batch: asked.batch,
        });
      }),
    );
  });
});
