import type { Metrics } from '../../contract/run';
import { storedFiles, type StoredVersion } from '../../versions/saved/saved-versions';
import { textTable, type TextColumn } from '../text-table';

/** The versions as a table that is at most `width` characters wide. Names stand in full: they are typed again. */
export function versionTable(versions: readonly StoredVersion[], width: number): readonly string[] {
  const longest = Math.max('name'.length, ...versions.map(({ name }) => name.length));
  const names = ['name', ...versions.map(({ name }) => name)].map((name) => name.padEnd(longest));
  const column = (title: string, cell: (version: StoredVersion) => string): TextColumn => ({
    title,
    cells: versions.map(cell),
  });
  const columns = [
    column('saved', ({ saved }) => saved.slice(0, 19).replace('T', ' ')),
    column('bytes', (version) => String(storedFiles(version).reduce((sum, { bytes }) => sum + bytes, 0))),
    column('metrics', ({ metrics }) => metricsText(metrics)),
    column('commit', ({ commit = '' }) => commit.slice(0, 7)),
    column('data', ({ data = '' }) => data),
    column('note', ({ note = '' }) => note),
  ];
  const known = columns.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const rest = textTable(known, [], Math.max(0, width - longest - 2));
  return names.map((name, row) => `${name}  ${rest[row] ?? ''}`.trimEnd());
}

function metricsText(metrics: Metrics | undefined): string {
  if (!metrics) return '';
  return 'accuracy' in metrics ? `accuracy ${short(metrics.accuracy)}` : `RMSE ${short(metrics.rmse)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
