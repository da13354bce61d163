import { SIDES } from '../contract/side';
import { digits } from '../contract/comparison-text';
import type { Speed, Speeds } from '../contract/speed';
import type { ReportTable } from './report-table';

/** How fast and how large the models are. */
export function speedTable(speed: Speeds | undefined): readonly ReportTable[] {
  const sides = SIDES.flatMap((side) => (speed?.[side] ? [{ side, ...speed[side] }] : []));
  if (sides.length === 0) return [];
  const row = (title: string, of: (side: Speed) => string): readonly string[] => [title, ...sides.map(of)];
  return [
    {
      title: 'Speed and size',
      head: ['', ...sides.map(({ side }) => side)],
      rows: [
        row('median of a run, ms', ({ p50 }) => figure(p50)),
        row('95 % of runs within, ms', ({ p95 }) => figure(p95)),
        row('rows per second', ({ rowsPerSecond }) => (rowsPerSecond === null ? TOO_FEW : whole(rowsPerSecond))),
        row('rows of a run', ({ batch }) => whole(batch)),
        row('runs', ({ runs }) => whole(runs)),
        row('bytes', ({ bytes }) => whole(bytes)),
        ...(sides.some(({ externalBytes }) => externalBytes > 0)
          ? [row('bytes of weights in other files', ({ externalBytes }) => whole(externalBytes))]
          : []),
      ],
    },
  ];
}

const TOO_FEW = 'too few runs';

function figure(value: number | null): string {
  return value === null ? TOO_FEW : digits(value);
}

function whole(value: number): string {
  return new Intl.NumberFormat('en').format(Math.round(value));
}
