import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openPrediction } from '../../../../src/engine/prediction/open-prediction';
import { request } from '../../../support/engine';
import { chainOfAdds } from '../../../support/models';
import { UNHEARD } from '../../../support/unfinished';
import { temporaryFolder } from '../../../support/temporary-folder';

it.each([
  ['is cancelled in its last step leaves no output', AbortSignal.abort(), []],
  ['is not cancelled leaves it whole', new AbortController().signal, ['out.csv']],
])('a prediction that %s', async (_title, signal, files) => {
  const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': 'x\n1\n' });
  const output = { kind: 'file', path: 'out.csv', keep: 'all' } as const;
  const opened = await openPrediction(request(folder, 'm.onnx', 'in.csv', { output }), {
    write: () => Promise.resolve(),
    unfinished: UNHEARD,
  });
  if (opened.kind !== 'ready') throw new Error('The plan stopped.');
  expect(await opened.open.finish(true, signal)).toMatchObject({ kept: files.length > 0 });
  expect(readdirSync(folder).filter((name) => name.includes('out.csv'))).toEqual(files);
});
