import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { copyExternalData, modelStamp, readModelBytes, removeFolder } from '../model-files';
import { createHash } from 'node:crypto';
import { adaptModel, refusalOf } from '../../onnx/adapt/adapt-model';
import { editGraph, type GraphEdit } from '../../onnx/graph-edit';
import type { Loaded, LoadRequest } from './session-protocol';

/** Sessions kept for the next run, by the bytes of their models and of weights outside: ONNX Runtime holds about as much again. */
const KEPT_MODEL_BYTES = 1 << 30;
const KEPT_SESSIONS = 16;

interface HeldSession {
  readonly key: string;
  readonly session: InferenceSession;
  readonly sha256: string;
  readonly bytes: number;
  /** Private copy of the external data. */
  readonly folder: string | undefined;
  /** Predictions under way with it. */
  users: number;
  /** Whether it stays for the next run. */
  readonly kept: boolean;
}

/** Sessions by content and options, least recently used first. */
export class Sessions {
  private readonly held = new Map<string, HeldSession>();
  private readonly hashes = new Map<string, { readonly stamp: string; readonly sha256: string }>();

  /** `privateFolder` belongs to this process alone. */
  constructor(private readonly privateFolder: string) {}

  async load(request: LoadRequest): Promise<Loaded> {
    const started = performance.now();
    try {
      return await this.loadFiles(request, started);
    } catch (error) {
      // A file that is gone since it was looked at: whoever asked looks again, and says which.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'changed' };
      throw error;
    }
  }

  private async loadFiles(request: LoadRequest, started: number): Promise<Loaded> {
    const known = this.hashes.get(request.model);
    const stamp = await modelStamp(request.model, request.externalData);
    if (stamp !== request.stamp) return { kind: 'changed' };
    const held = known?.stamp === stamp ? this.use(sessionKey(known.sha256, stamp, request)) : undefined;
    return held ? loaded(held, started) : this.create(request, started);
  }

  /** Throws when the session was released meanwhile: a bug of the caller. */
  get(key: string): InferenceSession {
    const held = this.held.get(key);
    if (!held) throw new Error(`No session ${key}.`);
    this.touch(held);
    return held.session;
  }

  /** Ends one use of a session, which may then make room for others. */
  async release(key: string): Promise<void> {
    const held = this.held.get(key);
    if (held) held.users--;
    if (held && !held.kept && held.users === 0) await this.drop(held);
    await this.makeRoom();
  }

  private async create(request: LoadRequest, started: number): Promise<Loaded> {
    const bytes = await readModelBytes(request.model, request.appended);
    const folder = request.externalData.length > 0 ? join(this.privateFolder, randomUUID()) : undefined;
    const outside = folder === undefined ? 0 : await copyExternalData(request.model, request.externalData, folder);
    const stamp = await modelStamp(request.model, request.externalData);
    if (stamp !== request.stamp) {
      if (folder !== undefined) await removeFolder(folder);
      return { kind: 'changed' };
    }
    const own = bytes.subarray(0, bytes.length - request.appended.length);
    const sha256 = createHash('sha256').update(own).digest('hex');
    this.hashes.set(request.model, { stamp, sha256 });
    const key = sessionKey(sha256, stamp, request);
    const same = this.use(key);
    if (same) {
      if (folder !== undefined) await removeFolder(folder);
      return loaded(same, started);
    }
    try {
      const edited = request.edit ? editGraph(bytes, request.edit) : bytes;
      const session = await createSession(edited, sessionOptions(request, folder));
      const kept = request.tracing !== true;
      const created = { key, session, sha256, bytes: bytes.length + outside, folder, users: 1, kept };
      this.held.set(key, created);
      await this.makeRoom();
      return loaded(created, started);
    } catch (error) {
      if (folder !== undefined) await removeFolder(folder);
      return { kind: 'refused', sha256, message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Counts a use of the session, where it is held. */
  private use(key: string): HeldSession | undefined {
    const held = this.held.get(key);
    if (!held) return undefined;
    this.touch(held);
    held.users++;
    return held;
  }

  private touch(held: HeldSession): void {
    this.held.delete(held.key);
    this.held.set(held.key, held);
  }

  /** Lets sessions go that nobody uses, until the others are within the limits. */
  private async makeRoom(): Promise<void> {
    let bytes = [...this.held.values()].reduce((sum, held) => sum + held.bytes, 0);
    const [latest] = [...this.held.keys()].slice(-1);
    for (const [key, old] of [...this.held]) {
      if (bytes <= KEPT_MODEL_BYTES && this.held.size <= KEPT_SESSIONS) return;
      if (old.users > 0 || key === latest) continue;
      bytes -= old.bytes;
      await this.drop(old);
    }
  }

  private async drop({ key, session, folder }: HeldSession): Promise<void> {
    this.held.delete(key);
    await session.release();
    if (folder !== undefined) await removeFolder(folder);
  }
}

/** A model that the runtime refuses as it stands is offered to it in other terms. */
async function createSession(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, options);
  } catch (refusal) {
    const adapted = adaptModel(model, refusal instanceof Error ? refusal.message : String(refusal));
    if (!adapted) throw refusal;
    return InferenceSession.create(adapted, options).catch((again: unknown) => {
      throw refusalOf(refusal, again);
    });
  }
}

function loaded({ key, sha256 }: HeldSession, started: number): Loaded {
  return { kind: 'loaded', session: key, sha256, milliseconds: performance.now() - started };
}

function sessionKey(sha256: string, stamp: string, request: LoadRequest): string {
  const outside = request.externalData.length > 0 ? stamp : '';
  const options = createHash('sha256').update(request.appended).update(`${request.threads}`).update(outside);
  if (request.tracing) options.update('tracing');
  if (request.edit) options.update(editKey(request.edit));
  return `${sha256}:${options.digest('hex')}`;
}

function editKey({ inputs, outputs, before, after }: GraphEdit): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([inputs, outputs, before.length]))
    .update(before)
    .update(after)
    .digest();
}

/** Nothing is fused, and what a run needed is given back when it ends. */
const TRACING: InferenceSession.SessionOptions = {
  graphOptimizationLevel: 'disabled',
  enableCpuMemArena: false,
  enableMemPattern: false,
};

function sessionOptions(
  { threads, tracing }: LoadRequest,
  externalFolder: string | undefined,
): InferenceSession.SessionOptions {
  const session = {
    intra_op: { allow_spinning: '0' },
    ...(externalFolder === undefined ? {} : { model_external_initializers_file_folder_path: externalFolder }),
  };
  return {
    logSeverityLevel: 3,
    executionProviders: ['cpu'],
    ...(threads > 0 ? { intraOpNumThreads: threads } : {}),
    ...(tracing ? TRACING : {}),
    extra: { session },
  };
}
