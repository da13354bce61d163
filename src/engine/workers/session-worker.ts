import { parentPort, workerData } from 'node:worker_threads';
import { Peer, Transferred } from '../../contract/rpc';
import type { TensorValue } from '../../contract/tensor';
import { carrierName } from '../../onnx/carried-border';
import { buffersOf, portTransport } from '../transport';
import type {
  MeasureRequest,
  RunRequest,
  RunResult,
  RuntimeValue,
  RuntimeValues,
  SessionProtocol,
} from './session-protocol';
import { Sessions } from './sessions';
import { fromRuntime, toRuntime } from './tensor-codec';
import { env, type InferenceSession } from 'onnxruntime-node';

async function run(sessions: Sessions, request: RunRequest): Promise<RunResult | Transferred<RunResult>> {
  const session = sessions.get(request.session);
  const feeds = runtimeFeeds(session, request);
  const started = performance.now();
  try {
    const results = await session.run(feeds, request.fetches);
    const milliseconds = performance.now() - started;
    const outputs = new Map<string, TensorValue>();
    for (const name of request.fetches) {
      const tensor = results[name];
      if (tensor) outputs.set(name, fromRuntime(tensor));
    }
    const buffers = buffersOf([...outputs.values()].map(({ data }) => data));
    return new Transferred<RunResult>({ kind: 'ok', outputs, milliseconds }, buffers);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', message, milliseconds: performance.now() - started };
  }
}

/** An input that does not cross the border as it is is fed by the tensor that carries it. */
function runtimeFeeds({ inputNames }: InferenceSession, { feeds }: RunRequest): InferenceSession.FeedsType {
  const made: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of feeds) {
    const carrier = carrierName(name);
    made[inputNames.includes(carrier) ? carrier : name] = toRuntime(value);
  }
  return made as InferenceSession.FeedsType;
}

async function measure(
  sessions: Sessions,
  { runs, rounds, warmUp, milliseconds }: MeasureRequest,
): Promise<readonly (readonly number[])[]> {
  const sides = runs.map((request) => {
    const session = sessions.get(request.session);
    const feeds = runtimeFeeds(session, request);
    const times: number[] = [];
    return { times, run: () => session.run(feeds, request.fetches) };
  });
  const started = performance.now();
  for (let round = -warmUp; round < rounds && performance.now() - started < milliseconds; round++) {
    for (const { times, run } of round % 2 === 0 ? sides : sides.toReversed()) {
      const begun = performance.now();
      await run();
      if (round >= 0) times.push(performance.now() - begun);
    }
  }
  return sides.map(({ times }) => times);
}

function describe({ inputMetadata, outputMetadata }: InferenceSession): RuntimeValues {
  return { inputs: inputMetadata.map(valueOf), outputs: outputMetadata.map(valueOf) };
}

function valueOf(value: InferenceSession.ValueMetadata): RuntimeValue {
  if (!value.isTensor) return { name: value.name, dtype: undefined, shape: [] };
  return { name: value.name, dtype: value.type, shape: [...value.shape] };
}

if (!parentPort) throw new Error('The session worker is started by the engine.');
const sessions = new Sessions((workerData as { privateFolder: string }).privateFolder);
new Peer(portTransport(parentPort)).serve<SessionProtocol>({
  load: (request) => sessions.load(request),
  run: (request) => run(sessions, request),
  measure: (request) => measure(sessions, request),
  describe: (session) => describe(sessions.get(session)),
  release: (session) => sessions.release(session),
  version: () => env.versions.node ?? 'unknown',
});
