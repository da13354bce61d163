import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { request, startEngine } from '../../support/engine';
import { chainOfAdds } from '../../support/models';
import { temporaryFolder } from '../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

describe('what is logged of inputs', () => {
  it.each(['hash', 'off'] as const)('is nothing readable with inputs "%s"', async (inputs) => {
    const secret = '123456.78';
    const folder = temporaryFolder({
      'm.onnx': chainOfAdds(1),
      'in.csv': `x\n${secret}\n`,
      'm.onnx.workbench.json': JSON.stringify({ version: 1, log: { inputs } }),
    });
    const log = { kind: 'file', path: `${folder}/log.db` } as const;
    const outcome = await engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { log }));
    if (outcome.status !== 'ok') throw new Error(outcome.status);
    const { run } = await engine.engine.logShow({ near: folder, log: log.path, run: outcome.head.run ?? '' });
    expect(run.inputs).toBe(inputs);
    const page = await engine.engine.rows({ result: outcome.head.result, start: 0, end: 1 });
    expect(page.inputColumns).toEqual([]);
    expect((await readFile(log.path)).includes(secret)).toBe(false);
  });

  it('never holds a redacted column, not even where an issue quotes its cell', async () => {
    const secret = 'call me at 555';
    const folder = temporaryFolder({
      'm.onnx': chainOfAdds(1),
      'in.csv': `x,note\n1,${secret}\n${secret},ok\n`,
      'm.onnx.workbench.json': JSON.stringify({ version: 1, redact: ['x', 'note'] }),
    });
    const log = { kind: 'file', path: `${folder}/log.db` } as const;
    const outcome = await engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { log, onError: 'skip' }));
    if (outcome.status !== 'ok') throw new Error(outcome.status);
    expect(outcome.issues.some(({ message }) => message.includes(secret))).toBe(true);
    const { run } = await engine.engine.logShow({ near: folder, log: log.path, run: outcome.head.run ?? '' });
    expect(JSON.stringify(run)).not.toContain(secret);
    expect(JSON.stringify(run)).toContain("redacted column 'x'");
    expect((await readFile(log.path)).includes(secret)).toBe(false);
  });
});
