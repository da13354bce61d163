import { describe, expect, it } from 'vitest';
import type { EngineProtocol } from '../../../../src/contract/engine';
import type { InspectorContent } from '../../../../src/contract/inspector-page';
import { WorkbenchError } from '../../../../src/contract/issue';
import type { ModelSummary } from '../../../../src/contract/model';
import { ConnectionLost, type Client } from '../../../../src/contract/rpc';
import { createInspectorController, type InspectorController } from '../../../../src/extension/inspector/controller';
import type { ModelSource } from '../../../../src/extension/inspector/model-source';
import { someModel } from '../../../support/model-summary';

type Engine = Pick<Client<EngineProtocol>, 'inspect' | 'expect' | 'logList'>;

const summary = someModel({
  problems: [{ severity: 'error', code: 'external-data-missing', message: 'weights.bin is missing.' }],
});

const answering: Engine = {
  inspect: () => Promise.resolve(summary),
  expect: () => Promise.resolve({ inputs: [], dims: [], row: { fields: [] }, issues: [] }),
  logList: () => Promise.resolve({ path: '/w/log.db', runs: [] }),
};

interface Watched {
  readonly controller: InspectorController;
  readonly seen: InspectorContent[];
  readonly bugs: unknown[];
}

function watched(engine: Partial<Engine> = {}): Watched {
  const bugs: unknown[] = [];
  const controller = createInspectorController({
    engine: { ...answering, ...engine },
    describeRun: ({ id, status }) => ({ id, status, title: '', detail: '', when: '', time: '' }),
    onBug: (error) => bugs.push(error),
  });
  const seen: InspectorContent[] = [];
  controller.onChange((content) => seen.push(content));
  return { controller, seen, bugs };
}

function source(name: string, closed: string[] = []): ModelSource {
  return {
    file: { name, path: `/w/${name}` },
    open: () =>
      Promise.resolve({
        model: name,
        folder: '/w',
        close: () => {
          closed.push(name);
          return Promise.resolve();
        },
      }),
  };
}

const unreadable = new WorkbenchError('model', { code: 'model-truncated', message: 'm.onnx ends in the middle.' });

describe('an inspector', () => {
  it('shows the signature before the rest is known, and lets the file go', async () => {
    const { controller, seen } = watched();
    const closed: string[] = [];
    await controller.show(source('m.onnx', closed));
    expect(seen.map(({ kind }) => kind)).toEqual(['reading', 'model', 'model']);
    expect(seen[1]).not.toHaveProperty('expectation');
    expect(seen[2]).toMatchObject({ expectation: { inputs: [] }, runs: [] });
    expect(closed).toEqual(['m.onnx']);
  });

  it.each<[string, Error, readonly string[], number]>([
    ['a file that is no model', unreadable, ['m.onnx ends in the middle.'], 0],
    ['an engine that is gone', new ConnectionLost('The engine stopped.'), ['The engine stopped.'], 0],
    ['a bug, which is told elsewhere', new TypeError('x is undefined'), [], 1],
  ])('says why there is nothing to show for %s', async (_, error, messages, bugs) => {
    const closed: string[] = [];
    const { controller, bugs: told } = watched({ inspect: () => Promise.reject(error) });
    await controller.show(source('m.onnx', closed));
    const content = controller.content();
    expect(content.kind === 'unreadable' && content.issues.map(({ message }) => message)).toEqual(messages);
    expect(told).toHaveLength(bugs);
    expect(closed).toEqual(['m.onnx']);
  });

  it('forgets a model that another one has overtaken', async () => {
    const first = Promise.withResolvers<ModelSummary>();
    const { controller } = watched({
      inspect: ({ model }) => (model === 'slow.onnx' ? first.promise : Promise.resolve(summary)),
    });
    const slow = controller.show(source('slow.onnx'));
    await controller.show(source('fast.onnx'));
    first.resolve(summary);
    await slow;
    expect(controller.content()).toMatchObject({ kind: 'model', file: { name: 'fast.onnx' } });
  });

  it('keeps what it shows while the same file is read anew', async () => {
    const { controller, seen } = watched();
    await controller.show(source('m.onnx'));
    seen.length = 0;
    await controller.refresh();
    expect(seen.map((content) => content.kind === 'model' && content.expectation !== undefined)).toEqual([true, true]);
  });

  it('shows the model where its log cannot be read', async () => {
    const error = new WorkbenchError('log', { code: 'log-unreadable', message: 'The log is damaged.' });
    const { controller, bugs } = watched({ logList: () => Promise.reject(error) });
    await controller.show(source('m.onnx'));
    expect(controller.content()).toMatchObject({ kind: 'model', expectation: {} });
    expect(controller.content()).not.toHaveProperty('runs');
    expect(bugs).toEqual([]);
  });

  it('lists no runs of a version, and misses none of the weights beside it', async () => {
    const { controller } = watched();
    const version = { title: 'Git: HEAD', settings: 'own' } as const;
    await controller.show({ ...source('m.onnx'), file: { name: 'm.onnx', path: '/w/m.onnx', version } });
    expect(controller.content()).toMatchObject({ kind: 'model', summary: { problems: [] } });
    expect(controller.content()).not.toHaveProperty('runs');
  });

  it('shows nothing again', async () => {
    const { controller } = watched();
    await controller.show(source('m.onnx'));
    await controller.show(undefined);
    expect(controller.content()).toEqual({ kind: 'none' });
  });
});
