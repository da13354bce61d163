import { readFileSync } from 'node:fs';
import type { EngineClient } from '../../src/engine/client/engine-client';

/** Resident bytes of the engine, now or at most so far, where the system tells it; elsewhere 0: nothing is known. */
export function engineMemory(client: EngineClient, which: 'now' | 'peak'): number {
  try {
    const status = readFileSync(`/proc/${client.pid() ?? 0}/status`, 'utf8');
    const field = which === 'now' ? /VmRSS:\s+(\d+)/ : /VmHWM:\s+(\d+)/;
    return Number(field.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
