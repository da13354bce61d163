import { expect, test } from 'vitest';
import type { EngineProtocol } from '../../../../src/contract/engine';
import type { Mapping, MappingChoice, MappingRequest } from '../../../../src/contract/mapping';
import type { PredictRequest } from '../../../../src/contract/predict';
import type { Client } from '../../../../src/contract/rpc';
import { createResultsController, type ResultsController } from '../../../../src/extension/results/controller';
import { fakeEngine, finished } from '../fake-engine';

const choice: MappingChoice = {
  columns: { X: ['ash', 'alcohol'] },
  set: { s: '2' },
  dims: { n: 3 },
  truth: ['kind'],
  id: null,
  missing: { ash: 0 },
  reading: { delimiter: ';' },
};
const binding = {
  columns: choice.columns,
  set: choice.set,
  dims: choice.dims,
  settings: { truth: choice.truth, id: null, missing: choice.missing },
};

const empty: Mapping = {
  ...{
    inputs: [],
    columns: [],
    named: true,
    rows: 1,
    all: true,
    sketched: 1,
    task: 'other',
    truth: [],
    missing: {},
    dims: {},
  },
  missingChosen: {},
  reading: { asked: {}, text: true, odd: [] },
  issues: [],
};

function setUp(): {
  readonly controller: ResultsController;
  readonly runs: PredictRequest[];
  readonly asked: MappingRequest[];
} {
  const runs: PredictRequest[] = [];
  const asked: MappingRequest[] = [];
  const engine: Client<EngineProtocol> = fakeEngine({
    predict: (request) => {
      runs.push(request);
      return Promise.resolve(finished);
    },
    mapping: (request) => {
      asked.push(request);
      return Promise.resolve(empty);
    },
    checkMapping: (request) => {
      asked.push(request);
      return Promise.resolve([]);
    },
  });
  const subject = { model: '/project/wine.onnx', data: '/project/wine.csv', folder: '/project' };
  const onBug = (error: unknown): never => {
    throw error;
  };
  return { controller: createResultsController({ subject, engine, onBug }), runs, asked };
}

test('what was chosen runs, is kept for the next run, and is shown when the columns are changed again', async () => {
  const { controller, runs, asked } = setUp();
  await controller.predict({ mapping: choice, saveSidecar: true });
  await controller.predict();
  expect(runs).toMatchObject([
    { binding, reading: { delimiter: ';' }, saveSidecar: true },
    { binding, reading: { delimiter: ';' }, saveSidecar: false },
  ]);
  await controller.mapping();
  expect(asked).toMatchObject([{ model: 'wine.onnx', data: 'wine.csv', binding, reading: { delimiter: ';' } }]);
});

test('the accepted proposal and a choice take the place of each other', async () => {
  const { controller, runs } = setUp();
  await controller.predict({ mapping: choice });
  await controller.predict({ map: 'auto' });
  await controller.predict({ mapping: choice });
  expect(runs.map(({ binding: sent }) => sent.map)).toEqual([undefined, 'auto', undefined]);
  expect(runs[1]?.binding.columns).toBeUndefined();
});

test('a page that was hidden finds its choice again, until it runs or reads the file otherwise', async () => {
  const { controller, asked } = setUp();
  await controller.predict();
  await controller.checkMapping(choice);
  await controller.mapping();
  await controller.mapping({ decimal: ',' });
  await controller.mapping();
  expect(asked.map((request) => [request.binding.columns, request.reading])).toEqual([
    [choice.columns, choice.reading],
    [choice.columns, choice.reading],
    [undefined, { decimal: ',' }],
    [undefined, {}],
  ]);
});

test('the mapping step is shown in place of a result, until it is left or something runs', async () => {
  const { controller } = setUp();
  await controller.predict();
  controller.changeColumns(true);
  expect(controller.state()).toMatchObject({ changingColumns: true, view: { kind: 'finished' } });
  controller.changeColumns(false);
  expect(controller.state().changingColumns).toBe(false);
  controller.changeColumns(true);
  await controller.predict();
  expect(controller.state().changingColumns).toBe(false);
});
