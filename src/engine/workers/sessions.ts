import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { copyExternalData, modelStamp, readModelBytes, removeFolder, sha256Of } from '../model-files';
import { createHash } from 'node:crypto';
import type { Loaded, LoadRequest } from './session-protocol';

/** Sessions kept for the next run, by the bytes of their models: ONNX Runtime holds about as much again. */
const KEPT_MODEL_BYTES = 1 << 30;
const KEPT_SESSIONS = 16;

interface HeldSession {
  readonly session: InferenceSession;
  readonly sha256: string;
  readonly bytes: number;
  /** Private copy of the external data. */
  readonly folder: string | undefined;
}

/** Sessions by content and options, least recently used first. */
export class Sessions {
  private readonly held = new Map<string, HeldSession>();
  private readonly hashes = new Map<string, { readonly stamp: string; readonly sha256: string }>();

  /** `privateFolder` belongs to this process alone. */
  constructor(private readonly privateFolder: string) {}

  async load(request: LoadRequest): Promise<Loaded> {
    const started = performance.now();
    const known = this.hashes.get(request.model);
    const stamp = await modelStamp(request.model, request.externalData);
    if (stamp !== request.stamp) return { kind: 'changed' };
    if (known?.stamp === stamp) {
      const key = sessionKey(known.sha256, stamp, request);
      const held = this.held.get(key);
      if (held) {
        this.touch(key, held);
        return { kind: 'loaded', session: key, sha256: held.sha256, milliseconds: performance.now() - started };
      }
    }
    return this.create(request, started);
  }

  /** Throws when the session was released meanwhile: a bug of the caller. */
  get(key: string): InferenceSession {
    const held = this.held.get(key);
    if (!held) throw new Error(`No session ${key}.`);
    this.touch(key, held);
    return held.session;
  }

  async identify(model: string): Promise<string> {
    return sha256Of(model);
  }

  private async create(request: LoadRequest, started: number): Promise<Loaded> {
    const bytes = await readModelBytes(request.model, request.appended);
    const folder = request.externalData.length > 0 ? join(this.privateFolder, randomUUID()) : undefined;
    if (folder !== undefined) await copyExternalData(request.model, request.externalData, folder);
    const stamp = await modelStamp(request.model, request.externalData);
    if (stamp !== request.stamp) {
      if (folder !== undefined) await removeFolder(folder);
      return { kind: 'changed' };
    }
    const own = bytes.subarray(0, bytes.length - request.appended.length);
    const sha256 = createHash('sha256').update(own).digest('hex');
    this.hashes.set(request.model, { stamp, sha256 });
    try {
      const session = await InferenceSession.create(bytes, sessionOptions(request.threads, folder));
      const key = sessionKey(sha256, stamp, request);
      await this.hold(key, { session, sha256, bytes: bytes.length, folder });
      return { kind: 'loaded', session: key, sha256, milliseconds: performance.now() - started };
    } catch (error) {
      if (folder !== undefined) await removeFolder(folder);
      return { kind: 'refused', sha256, message: error instanceof Error ? error.message : String(error) };
    }
  }

  private touch(key: string, held: HeldSession): void {
    this.held.delete(key);
    this.held.set(key, held);
  }

  private async hold(key: string, held: HeldSession): Promise<void> {
    this.held.set(key, held);
    for (const [oldKey, old] of [...this.held]) {
      const bytes = [...this.held.values()].reduce((sum, { bytes }) => sum + bytes, 0);
      if (oldKey === key || (bytes <= KEPT_MODEL_BYTES && this.held.size <= KEPT_SESSIONS)) return;
      this.held.delete(oldKey);
      await old.session.release();
      if (old.folder !== undefined) await removeFolder(old.folder);
    }
  }
}

function sessionKey(sha256: string, stamp: string, request: LoadRequest): string {
  const outside = request.externalData.length > 0 ? stamp : '';
  const options = createHash('sha256').update(request.appended).update(`${request.threads}`).update(outside);
  return `${sha256}:${options.digest('hex')}`;
}

function sessionOptions(threads: number, externalFolder: string | undefined): InferenceSession.SessionOptions {
  const session = {
    intra_op: { allow_spinning: '0' },
    ...(externalFolder === undefined ? {} : { model_external_initializers_file_folder_path: externalFolder }),
  };
  return {
    logSeverityLevel: 3,
    executionProviders: ['cpu'],
    ...(threads > 0 ? { intraOpNumThreads: threads } : {}),
    extra: { session },
  };
}
