import { writeFile } from 'node:fs/promises';
import { WorkbenchError } from '../../contract/issue';
import type { CellValue } from '../../contract/predict';
import type { ExportRequest, ResultChange, RowsOrigin, Slice, SliceRequest } from '../../contract/rows';
import type { Logs } from '../logs';
import { allRows, plainCopy } from './plain';

const MOST_SHOWN = 200;

export async function plainSlice(logs: Logs, request: SliceRequest): Promise<Slice> {
  const row = (await allRows(logs, request))[request.row ?? 0];
  const value = row?.prediction.outputs[request.output];
  if (value === undefined) {
    const message = `Row ${request.row ?? 0} has no output '${request.output}'.`;
    throw new WorkbenchError('usage', { code: 'row-column-unknown', message });
  }
  const shape = shapeOf(value);
  let plane: CellValue = value;
  for (const index of request.at)
    plane = Array.isArray(plane) ? ((plane as readonly CellValue[])[index] ?? null) : plane;
  const lines = shape.length === 0 ? [[value]] : shape.length === 1 ? [list(plane)] : list(plane).map(list);
  return {
    dtype: 'float32',
    shape,
    axes: request.axes ?? [Math.max(0, shape.length - 2), Math.max(0, shape.length - 1)],
    at: request.at,
    values: lines.slice(0, MOST_SHOWN).map((line) => line.slice(0, MOST_SHOWN)),
    truncated: lines.length > MOST_SHOWN || (lines[0]?.length ?? 0) > MOST_SHOWN,
  };
}

function shapeOf(value: CellValue): readonly number[] {
  const items = Array.isArray(value) ? (value as readonly CellValue[]) : undefined;
  return items ? [items.length, ...shapeOf(items[0] ?? null)] : [];
}

function list(value: CellValue): readonly CellValue[] {
  return Array.isArray(value) ? (value as readonly CellValue[]) : [value];
}

export async function plainExport(logs: Logs, request: ExportRequest): Promise<number> {
  const { text, end } = await plainCopy(logs, { ...request, start: 0, end: Number.MAX_SAFE_INTEGER });
  await writeFile(request.path, text);
  return end;
}

export async function plainChanges(
  logs: Logs,
  { before, after }: { readonly before: RowsOrigin; readonly after: RowsOrigin },
): Promise<ResultChange> {
  const [old, now] = [await allRows(logs, before), await allRows(logs, after)];
  const rows = Math.min(old.length, now.length);
  const both = Array.from({ length: rows }, (_, index) => [old[index]?.prediction, now[index]?.prediction] as const);
  const flippedRows = both.flatMap(([one, other], row) => (one?.label === other?.label ? [] : [row]));
  return {
    rows,
    rowsBefore: old.length,
    rowsAfter: now.length,
    ...(both[0]?.[0]?.label === undefined
      ? {}
      : { flips: flippedRows.length, flippedRows: flippedRows.slice(0, 10_000) }),
    changed: both.filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other)).length,
  };
}
