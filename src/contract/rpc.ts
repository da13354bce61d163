/**
 * One RPC peer for every border (engine process, worker threads, webviews). An interface of methods is the
 * protocol: calls, results and the client derive from it by mapped types.
 */

/** A protocol: every method takes one structured-cloneable argument and gives a promise of a result. */
export type Protocol<T> = { [K in keyof T]: (argument: never) => unknown };

type Argument<F> = F extends (argument: infer A) => unknown ? A : never;
type Result<F> = F extends (argument: never) => infer R ? Awaited<R> : never;

/** What a handler knows of the call it serves. */
export interface CallContext {
  /** Aborted when the caller cancels, or when the transport closes. */
  readonly signal: AbortSignal;
  /** Sends a progress report to the caller; dropped when nobody listens. */
  progress(report: unknown): void;
}

export type Handlers<T extends Protocol<T>> = {
  [K in keyof T]: (
    argument: Argument<T[K]>,
    context: CallContext,
  ) => Answer<Result<T[K]>> | Promise<Answer<Result<T[K]>>>;
};

type Answer<R> = R | Transferred<R>;

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly onProgress?: (report: unknown) => void;
  /** Array buffers handed over without a copy, where the transport can. */
  readonly transfer?: readonly ArrayBuffer[];
}

export type Client<T extends Protocol<T>> = {
  [K in keyof T]: (argument: Argument<T[K]>, options?: CallOptions) => Promise<Result<T[K]>>;
};

export interface SerialisedError {
  readonly name: string;
  readonly message: string;
  /** Own enumerable fields, so that a typed error can be rebuilt on the other side. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export type Message =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly argument: unknown }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: SerialisedError }
  | { readonly type: 'progress'; readonly id: number; readonly report: unknown }
  | { readonly type: 'cancel'; readonly id: number };

/** A two-way channel of structured-cloneable messages. */
export interface Transport {
  send(message: Message, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: Message) => void): void;
}

/** The other side died, or a call was made after dispose. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** A call took longer than its `timeoutMs`. The other side was told to cancel it. */
export class CallTimedOut extends Error {
  override readonly name = 'CallTimedOut';
}

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((report: unknown) => void) | undefined;
  readonly finish: () => void;
}

/** Wraps a handler's return value so that its array buffers are handed over instead of copied. */
export class Transferred<V> {
  constructor(
    readonly value: V,
    readonly buffers: readonly ArrayBuffer[],
  ) {}
}

export interface PeerOptions {
  /** Rebuilds typed errors from their serialised form; by default a plain Error with the message. */
  readonly revive?: (error: SerialisedError) => Error;
}

export class Peer {
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();
  private readonly serving = new Map<number, AbortController>();
  private handlers: Record<string, (argument: never, context: CallContext) => unknown> = {};
  private closed: Error | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly options: PeerOptions = {},
  ) {
    transport.onMessage((message) => this.receive(message));
  }

  /** Registers what this side answers. Calls to any other name are refused. */
  serve<T extends Protocol<T>>(handlers: Handlers<T>): void {
    this.handlers = { ...this.handlers, ...(handlers as typeof this.handlers) };
  }

  /** A typed client of what the other side serves. */
  client<T extends Protocol<T>>(): Client<T> {
    return new Proxy({} as Client<T>, {
      get: (_target, method) =>
        typeof method !== 'string' || method === 'then'
          ? undefined
          : (argument: unknown, options?: CallOptions) => this.call(method, argument, options),
    });
  }

  /** Whether calls of this side wait for their answers. */
  isWaiting(): boolean {
    return this.pending.size > 0;
  }

  /** Rejects everything under way and aborts everything being served. Later calls reject at once. */
  dispose(reason: Error = new ConnectionLost('The connection was closed.')): void {
    if (this.closed) return;
    this.closed = reason;
    for (const pending of this.pending.values()) {
      pending.finish();
      pending.reject(reason);
    }
    this.pending.clear();
    for (const controller of this.serving.values()) controller.abort();
    this.serving.clear();
  }

  private call(method: string, argument: unknown, options: CallOptions = {}): Promise<never> {
    if (this.closed) return Promise.reject(this.closed);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const cancel = (): void => this.transport.send({ type: 'cancel', id });
      const timer =
        options.timeoutMs === undefined
          ? undefined
          : setTimeout(() => {
              cancel();
              this.settle(id)?.reject(new CallTimedOut(`${method} took longer than ${options.timeoutMs} ms.`));
            }, options.timeoutMs);
      const finish = (): void => {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', cancel);
      };
      this.pending.set(id, { resolve, reject, onProgress: options.onProgress, finish });
      try {
        this.transport.send({ type: 'call', id, method, argument }, options.transfer);
      } catch (error) {
        this.settle(id);
        throw error;
      }
      if (options.signal?.aborted) cancel();
      else options.signal?.addEventListener('abort', cancel, { once: true });
    });
  }

  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.finish();
    return pending;
  }

  private receive(message: Message): void {
    if (this.closed) return;
    if (message.type === 'call') void this.answer(message.id, message.method, message.argument);
    else if (message.type === 'cancel') this.serving.get(message.id)?.abort();
    else this.hear(message);
  }

  /** What the other side says of a call that this side made. */
  private hear(message: Extract<Message, { type: 'result' | 'error' | 'progress' }>): void {
    switch (message.type) {
      case 'result':
        this.settle(message.id)?.resolve(message.value as never);
        return;
      case 'error':
        this.settle(message.id)?.reject((this.options.revive ?? revivePlain)(message.error));
        return;
      case 'progress':
        this.pending.get(message.id)?.onProgress?.(message.report);
    }
  }

  private async answer(id: number, method: string, argument: unknown): Promise<void> {
    const controller = new AbortController();
    this.serving.set(id, controller);
    const context: CallContext = {
      signal: controller.signal,
      progress: (report) => {
        if (!this.closed) this.transport.send({ type: 'progress', id, report });
      },
    };
    try {
      const handler = Object.hasOwn(this.handlers, method) ? this.handlers[method] : undefined;
      if (!handler) throw new Error(`Unknown method ${method}.`);
      const value = await handler(argument as never, context);
      if (this.closed) return;
      if (value instanceof Transferred) this.transport.send({ type: 'result', id, value: value.value }, value.buffers);
      else this.transport.send({ type: 'result', id, value });
    } catch (error) {
      if (!this.closed) this.sendError(id, serialiseError(error));
    } finally {
      this.serving.delete(id);
    }
  }

  /** Fields that cannot be cloned stay behind: the caller hears of the error all the same. */
  private sendError(id: number, error: SerialisedError): void {
    try {
      this.transport.send({ type: 'error', id, error });
    } catch {
      this.transport.send({ type: 'error', id, error: { ...error, fields: {} } });
    }
  }
}

/** Keeps name, message and own enumerable fields; never the stack. */
function serialiseError(error: unknown): SerialisedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), fields: {} };
  return { name: error.name, message: error.message, fields: Object.fromEntries(Object.entries(error)) };
}

function revivePlain(error: SerialisedError): Error {
  return Object.assign(new Error(error.message), error.fields, { name: error.name });
}
