import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/onnx/read-model';
import { fixtureModels } from '../../support/fixtures';

describe('a model is read as its case says', () => {
  it.each(fixtureModels())('$title', async ({ path, model }) => {
    const { summary } = await readModel(path);
    const { initializersListedAsInputs = [], externalData = [], ...signature } = model;
    expect(summary).toMatchObject(signature);
    expect(summary.initializerInputs).toEqual(initializersListedAsInputs);
    expect(summary.externalData.map(({ location }) => location)).toEqual(externalData);
    expect(summary.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
