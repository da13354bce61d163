import { closeSync, ftruncateSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../src/contract/issue';
import { readModel } from '../../../src/onnx/read-model';
import { fixtureModels } from '../../support/fixtures';
import { buildModel, node, tensor, type GraphSpec } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';
import { rounds } from '../../support/rounds';

const GIGABYTE = 2 ** 30;

/** What reading gives: 'read', or the code of the error; anything but a WorkbenchError fails the test. */
async function outcome(path: string): Promise<string> {
  try {
    await readModel(path);
    return 'read';
  } catch (error) {
    if (error instanceof WorkbenchError && error.kind === 'model') return error.issues[0]?.code ?? 'no issue';
    throw error;
  }
}

function smallFixtures(): Buffer[] {
  return fixtureModels().flatMap(({ path }) => (statSync(path).size < 4000 ? [readFileSync(path)] : []));
}

describe('a damaged file', () => {
  const models = smallFixtures();
  const runs = rounds(1500);
  const bytes = fc.tuple(
    fc.constantFrom(...models),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
  );

  it('is read, or refused as a model, whatever bytes are changed', async () => {
    const path = join(temporaryFolder(), 'm.onnx');
    const before = process.memoryUsage().rss;
    await fc.assert(
      fc.asyncProperty(bytes, async ([model, changes]) => {
        const damaged = Buffer.from(model);
        for (const [at, value] of changes) damaged[at % damaged.length] = value;
        writeFileSync(path, damaged);
        expect(await outcome(path)).toMatch(/^(?:read|model-)/);
      }),
      { numRuns: runs },
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(GIGABYTE / 4);
  });

  it('is read, or refused, whatever is cut out or put in', async () => {
    const path = join(temporaryFolder(), 'm.onnx');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...models),
        fc.nat(),
        fc.nat(64),
        fc.uint8Array({ maxLength: 24 }),
        async (model, at, cut, added) => {
          const start = at % model.length;
          writeFileSync(path, Buffer.concat([model.subarray(0, start), added, model.subarray(start + cut)]));
          expect(await outcome(path)).toMatch(/^(?:read|model-)/);
        },
      ),
      { numRuns: runs },
    );
  });

  it('that ends anywhere is never taken for the whole', async () => {
    const whole = buildModel({ inputs: [tensor('x', 'float32', [1])], nodes: [node('Relu', ['x'], ['y'])] });
    const path = join(temporaryFolder(), 'm.onnx');
    for (const end of whole.keys()) {
      writeFileSync(path, whole.subarray(0, end));
      expect(await outcome(path)).toMatch(/^model-/);
    }
  });
});

/** A model of one weight of `size` bytes, with a hole on the disk where the weight would be. */
function writeHollow(path: string, size: number, fileSize?: number): void {
  const marker = Uint8Array.of(0xfe, 0xed, 0xfa, 0xce);
  const small = Buffer.from(
    buildModel({
      initializers: [{ name: 'w', dtype: 'float32', dims: [size / 4], raw: marker }],
      outputs: [tensor('w', 'float32', [size / 4])],
    }),
  );
  const payload = small.indexOf(marker);
  const growth = size - marker.length;
  const lengthened = lengthen(small, payload, growth);
  const file = openSync(path, 'w');
  writeSync(file, lengthened.head);
  writeSync(file, lengthened.tail, 0, lengthened.tail.length, lengthened.head.length + size);
  if (fileSize !== undefined) ftruncateSync(file, fileSize);
  closeSync(file);
}

/** Head and tail of a model whose payload grows: the lengths of graph, tensor and payload are written anew. */
function lengthen(model: Buffer, payload: number, growth: number): { readonly head: Buffer; readonly tail: Buffer } {
  const tail = model.subarray(payload + 4);
  const graphAt = model.indexOf(0x3a);
  const name = Buffer.from('\x12\x05graph');
  const nameAt = model.indexOf(name);
  const tensorAt = nameAt + name.length;
  const tensorBody = model.subarray(tensorAt + 2, payload - 2);
  const payloadLength = 4 + growth;
  const rawField = Buffer.concat([Buffer.of(0x4a), varint(payloadLength)]);
  const tensorLength = tensorBody.length + rawField.length + payloadLength;
  const tensorField = Buffer.concat([Buffer.of(0x2a), varint(tensorLength), tensorBody, rawField]);
  const rest = tailOfGraph(model, graphAt, payload);
  const graphLength = name.length + tensorField.length + payloadLength + rest;
  return {
    head: Buffer.concat([model.subarray(0, graphAt), Buffer.of(0x3a), varint(graphLength), name, tensorField]),
    tail,
  };
}

/** Bytes of the graph after its only weight. */
function tailOfGraph(model: Buffer, graphAt: number, payload: number): number {
  const length = model[graphAt + 1] ?? 0;
  return graphAt + 2 + length - (payload + 4);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.of(...bytes, rest);
}

describe('weights are passed over', () => {
  it('three gigabytes of them, without reading or keeping any', async () => {
    const path = join(temporaryFolder(), 'm.onnx');
    writeHollow(path, 3 * GIGABYTE);
    const before = process.memoryUsage().rss;
    const { summary } = await readModel(path);
    expect(summary.parameters).toBe((3 * GIGABYTE) / 4);
    expect(summary.outputs).toMatchObject([{ name: 'w' }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });

  it('and a file that ends amid them is cut short', async () => {
    const path = join(temporaryFolder(), 'm.onnx');
    writeHollow(path, 3 * GIGABYTE, 2 * GIGABYTE);
    expect(await outcome(path)).toBe('model-truncated');
  });
});

describe('lengths and depths that no model has', () => {
  const prefix = [0x08, 0x08];
  const table: readonly { title: string; bytes: readonly number[]; code: string }[] = [
    {
      title: 'a length beyond the file',
      bytes: [...prefix, 0x3a, 0xff, 0xff, 0xff, 0xff, 0x07],
      code: 'model-truncated',
    },
    {
      title: 'a length of 2^63',
      bytes: [...prefix, 0x3a, ...Array<number>(8).fill(0xff), 0x7f],
      code: 'model-truncated',
    },
    {
      title: 'a negative length',
      bytes: [...prefix, 0x3a, ...Array<number>(9).fill(0xff), 0x01],
      code: 'model-truncated',
    },
    { title: 'a name longer than its node', bytes: [...prefix, 0x3a, 4, 0x0a, 2, 0x0a, 50], code: 'model-malformed' },
    { title: 'a varint without end', bytes: [...prefix, ...Array<number>(30).fill(0x80)], code: 'model-malformed' },
    { title: 'a group', bytes: [...prefix, 0x0b, 0x0c], code: 'model-malformed' },
    { title: 'field 0', bytes: [...prefix, 0x00, 0x00], code: 'model-malformed' },
  ];
  it.each(table)('$title', async ({ bytes, code }) => {
    const path = join(temporaryFolder({ 'm.onnx': Uint8Array.from(bytes) }), 'm.onnx');
    expect(await outcome(path)).toBe(code);
  });

  it('graphs nested without end', async () => {
    let graph: GraphSpec = {};
    for (let depth = 0; depth < 60; depth++) {
      graph = { nodes: [node('If', ['c'], ['y'], { then_branch: { kind: 'graph', value: graph } })] };
    }
    const path = join(temporaryFolder({ 'm.onnx': buildModel(graph) }), 'm.onnx');
    expect(await outcome(path)).toBe('model-too-deep');
  });

  it('a name of a megabyte', async () => {
    const model = buildModel({ inputs: [tensor('x'.repeat(2 ** 20), 'float32')] });
    expect(await outcome(join(temporaryFolder({ 'm.onnx': model }), 'm.onnx'))).toBe('model-too-large');
  });
});

describe('a large graph', () => {
  it('of 20,000 nodes is read whole', async () => {
    const nodes = Array.from({ length: 20_000 }, (_, at) => node('Add', [`t${at}`, 'w'], [`t${at + 1}`]));
    const model = buildModel({
      inputs: [tensor('t0', 'float32', ['N', 1])],
      outputs: [tensor('t20000', 'float32')],
      nodes,
    });
    const { summary } = await readModel(join(temporaryFolder({ 'm.onnx': model }), 'm.onnx'));
    expect(summary.nodes).toBe(20_000);
  });
});
