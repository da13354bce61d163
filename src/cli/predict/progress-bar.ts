import { Presets, SingleBar } from 'cli-progress';
import type { PredictProgress } from '../../contract/predict';

/** Short runs show no bar. */
const SHOW_AFTER_MS = 300;
const STEPS = 1000;

export interface ProgressBar {
  update(progress: Extract<PredictProgress, { kind: 'rows' }>): void;
  stop(): void;
}

/** A bar with rows per second; without a `stream`, nothing. */
export function createProgressBar(stream: NodeJS.WriteStream | undefined): ProgressBar {
  if (!stream) return { update: () => undefined, stop: () => undefined };
  const started = performance.now();
  let bar: SingleBar | undefined;
  return {
    update: (progress) => {
      if (performance.now() - started < SHOW_AFTER_MS) return;
      const fraction = fractionOf(progress);
      const format = fraction === undefined ? '{rows}, {rate}' : '{bar} {percentage} % | {rows} | {rate}';
      if (!bar) {
        bar = new SingleBar({ stream, format, clearOnComplete: true, hideCursor: true }, Presets.shades_classic);
        bar.start(STEPS, 0, payloadOf(progress));
      }
      bar.update(Math.round((fraction ?? 0) * STEPS), payloadOf(progress));
    },
    stop: () => bar?.stop(),
  };
}

function fractionOf({ rows, total, fraction }: Extract<PredictProgress, { kind: 'rows' }>): number | undefined {
  return total === undefined ? fraction : Math.min(1, rows / Math.max(total, 1));
}

function payloadOf({ rows, rowsPerSecond }: Extract<PredictProgress, { kind: 'rows' }>): Record<string, string> {
  const format = new Intl.NumberFormat('en');
  return { rows: `${format.format(rows)} rows`, rate: `${format.format(Math.round(rowsPerSecond))} rows/s` };
}
