import type { CellValue } from '../../contract/predict';
import type {
  ColumnSummary,
  CopyRequest,
  Residuals,
  ResultRow,
  RowColumnId,
  RowCondition,
  RowsOrigin,
  RowsPage,
  RowsRequest,
  RowsView,
  SummaryRequest,
} from '../../contract/rows';
import { predictionReader } from '../../data/write/prediction';
import { truthAt } from '../jobs/rows';
import type { Logs } from '../logs';

const PAGE_ROWS = 1_000;
const MOST_COPIED = 10_000;

export interface NumberedRow extends ResultRow {
  readonly inputColumns: readonly string[];
}

/** All rows of a result. */
export async function allRows(logs: Logs, { result, log }: RowsOrigin): Promise<readonly NumberedRow[]> {
  const { batches } = await logs.readRows(result, log, 0, Number.MAX_SAFE_INTEGER);
  return batches.flatMap(({ inputNames, inputText, predicted, truths }) => {
    const read = predictionReader(predicted);
    return Array.from({ length: predicted.rows }, (_, index) => {
      const error = predicted.failed.get(predicted.start + index);
      return {
        inputColumns: inputNames,
        inputs: inputText(index),
        prediction: read(index),
        ...truthAt(truths, index),
        ...(error ? { error: error.message } : {}),
      };
    });
  });
}

/** A cell as text; '' where it is missing. */
export function cellText(row: NumberedRow, column: RowColumnId): string {
  const { prediction, inputs, inputColumns, truth, error } = row;
  const text = (value: unknown): string => {
    if (value === undefined || value === null || value === 'NaN') return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  };
  const [kind = '', name = ''] = splitOnce(column);
  switch (kind) {
    case 'row':
      return text(prediction.row);
    case 'prediction':
      return text(prediction.label ?? prediction.score);
    case 'score':
      return text(prediction.score);
    case 'margin':
      return text(prediction.margin);
    case 'truth':
      return text(truth);
    case 'why':
      return text(error);
    case 'probability':
      return text(prediction.probabilities?.[name]);
    case 'output':
      return text(firstElement(prediction.outputs[name] ?? null));
    default:
      return inputs[inputColumns.indexOf(name)] ?? '';
  }
}

function firstElement(value: CellValue): CellValue {
  return Array.isArray(value) ? firstElement((value as readonly CellValue[])[0] ?? null) : value;
}

function splitOnce(column: RowColumnId): readonly string[] {
  const at = column.indexOf(':');
  return at < 0 ? [column] : [column.slice(0, at), column.slice(at + 1)];
}

export function viewOf(rows: readonly NumberedRow[], view: RowsView | undefined): readonly NumberedRow[] {
  if (!view) return rows;
  const met = rows.filter((row) => view.conditions.every((condition) => meets(row, condition)));
  const { order } = view;
  if (!order) return met;
  const keys = new Map(met.map((row) => [row, cellText(row, order.column)]));
  const sign = order.direction === 'ascending' ? 1 : -1;
  return met.toSorted((one, other) => compareTexts(keys.get(one) ?? '', keys.get(other) ?? '', sign));
}

function compareTexts(one: string, other: string, sign: number): number {
  if (one === '' || other === '') return Number(one === '') - Number(other === '');
  const difference = Number(one) - Number(other);
  if (!Number.isNaN(difference)) return sign * difference;
  return sign * (one < other ? -1 : Number(one > other));
}

function meets(row: NumberedRow, condition: RowCondition): boolean {
  const contains = (column: RowColumnId, text: string): boolean =>
    cellText(row, column).toLowerCase().includes(text.toLowerCase());
  switch (condition.kind) {
    case 'search':
      return columnsOf(row).some((column) => contains(column, condition.text));
    case 'contains':
      return contains(condition.column, condition.text);
    case 'equals':
      return cellText(row, condition.column).toLowerCase() === condition.value.toLowerCase();
    case 'range':
      return inRange(cellText(row, condition.column), condition);
    case 'missing':
      return cellText(row, condition.column) === '';
    case 'confusion':
      return (
        String(row.truth) === String(condition.truth) && String(row.prediction.label) === String(condition.predicted)
      );
    case 'wrong':
      return row.wrong === true;
    case 'failed':
      return row.error !== undefined;
    case 'rows':
      return condition.rows.includes(row.prediction.row);
  }
}

function inRange(text: string, { from, to, closed }: Extract<RowCondition, { kind: 'range' }>): boolean {
  const value = text === '' ? NaN : Number(text);
  if (Number.isNaN(value) || (from !== undefined && value < from)) return false;
  return to === undefined || value < to || (closed === true && value === to);
}

/** The columns that a page shows. */
export function columnsOf({ inputColumns, prediction, truth, error }: NumberedRow): readonly RowColumnId[] {
  return [
    ...inputColumns.map((name) => `input:${name}`),
    'prediction',
    ...(prediction.score === undefined ? [] : ['score']),
    ...(truth === undefined ? [] : ['truth']),
    ...Object.keys(prediction.probabilities ?? {}).map((name) => `probability:${name}`),
    ...Object.keys(prediction.outputs).map((name) => `output:${name}`),
    ...(error === undefined ? [] : ['why']),
  ];
}

export async function plainPage(logs: Logs, request: RowsRequest): Promise<RowsPage> {
  const rows = viewOf(await allRows(logs, request), request.view);
  const page = rows.slice(request.start, Math.min(request.end, request.start + PAGE_ROWS));
  return {
    start: request.start,
    end: request.start + page.length,
    total: rows.length,
    inputColumns: page[0]?.inputColumns ?? [],
    told: [],
    rows: page,
  };
}

export async function plainSummaries(logs: Logs, request: SummaryRequest): Promise<readonly ColumnSummary[]> {
  const rows = viewOf(await allRows(logs, request), request.view);
  const [first] = rows;
  if (!first) return [];
  const columns =
    request.columns === 'outputs' ? columnsOf(first).filter((column) => !column.startsWith('input:')) : request.columns;
  return columns.map((column) => {
    const texts = rows.map((row) => cellText(row, column)).filter((text) => text !== '');
    const counts = new Map<string, number>();
    for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
    const values = [...counts].toSorted((one, other) => other[1] - one[1]).slice(0, 20);
    return {
      column,
      rows: rows.length,
      missing: rows.length - texts.length,
      spread: {
        kind: 'values',
        distinct: counts.size,
        values: values.map(([value, count]) => ({ value, rows: count })),
      },
    };
  });
}

export async function plainResiduals(logs: Logs, origin: RowsOrigin): Promise<Residuals | undefined> {
  const points = (await allRows(logs, origin)).flatMap(({ truth, prediction: { row, label, score } }) =>
    typeof truth === 'number' && label === undefined && typeof score === 'number'
      ? [{ row, truth, predicted: score }]
      : [],
  );
  return points.length === 0 ? undefined : { rows: points.length, points: points.slice(0, 2_000) };
}

export async function plainCopy(
  logs: Logs,
  request: CopyRequest,
): Promise<{ readonly text: string; readonly end: number }> {
  const all = viewOf(await allRows(logs, request), request.view);
  const rows = all.slice(request.start, Math.min(request.end, request.start + MOST_COPIED));
  const [first] = rows;
  const columns = request.columns ?? (first ? columnsOf(first) : []);
  const lines = [
    columns.map((column) => splitOnce(column).at(-1) ?? column),
    ...rows.map((row) => columns.map((column) => cellText(row, column))),
  ];
  const text = lines.map((cells) => cells.map(quoted).join(',')).join('\n');
  return { text: `${text}\n`, end: request.start + rows.length };
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
