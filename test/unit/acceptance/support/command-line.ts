import { execFile } from 'node:child_process';
import type { Issue } from '../../../../src/contract/issue';
import type { Binding } from '../../../../src/contract/binding';
import type { Prediction, Proposal } from '../../../../src/contract/predict';
import type { Metrics } from '../../../../src/contract/run';
import { built } from './workbench';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `predict --json` prints. */
export interface PredictJson {
  readonly schema: number;
  readonly run: string | null;
  readonly binding: readonly Binding[];
  readonly classes?: readonly (string | number)[];
  readonly predictions: readonly Prediction[];
  readonly status: string;
  readonly rows: number;
  readonly whole?: Readonly<Record<string, unknown>>;
  readonly metrics?: Metrics;
  readonly proposal?: Proposal;
  readonly issues: readonly Issue[];
}

/** Runs the built command as a shell would; never rejects. `input` is its standard input. */
export function commandLine(words: readonly string[], folder: string, input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: '1' } };
    const child = execFile(process.execPath, [built('cli.js'), ...words], options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : null) : 0;
      resolve({ code, stdout, stderr });
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
