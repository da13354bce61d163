import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunSettings } from '../../../../src/contract/run';
import { predictRequest } from '../../../../src/extension/results/request';
import { temporaryFolder } from '../../../support/temporary-folder';

const work = resolve('/project');

describe('a run that is repeated', () => {
  const subject = { model: join(work, 'm.onnx'), data: join(work, 'd.csv'), folder: work };
  const settings: RunSettings = {
    folder: resolve('/elsewhere'),
    binding: { columns: { X: ['a', 'b'] }, sidecar: 'own.json', truth: 'y' },
    reading: { delimiter: ';' },
    onError: 'skip',
    batch: 64,
  };

  it('is asked for as it was, wherever it was started from', () => {
    expect(predictRequest(subject, { settings })).toMatchObject({
      model: 'm.onnx',
      data: { kind: 'file', path: 'd.csv' },
      folder: work,
      binding: { columns: { X: ['a', 'b'] }, sidecar: resolve('/elsewhere/own.json'), truth: 'y' },
      reading: { delimiter: ';' },
      onError: 'skip',
      batch: 64,
    });
  });

  it('finds the file of its truth again', () => {
    const folder = temporaryFolder({ 'truth.csv': 'y\n1\n' });
    const asked = predictRequest(subject, { settings: { ...settings, folder, binding: { truth: 'truth.csv' } } });
    expect(asked.binding).toEqual({ truth: join(folder, 'truth.csv') });
  });

  it('takes what is chosen now before what was', () => {
    const asked = predictRequest(subject, { settings: { ...settings, onError: 'stop' }, map: 'auto', onError: 'skip' });
    expect(asked).toMatchObject({ binding: { map: 'auto' }, reading: { delimiter: ';' }, onError: 'skip' });
  });

  it('has no size of a batch where it was not told', () => {
    expect(predictRequest(subject, { settings: { ...settings, batch: null } })).not.toHaveProperty('batch');
    expect(predictRequest(subject, {})).toMatchObject({ binding: {}, reading: {}, onError: 'stop' });
  });
});
