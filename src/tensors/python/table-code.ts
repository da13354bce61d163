import type { TableHead } from '../../data/table';
import type { BindingPlan } from '../binding-plan';
import { pythonLiteral as literal } from './literal';
import type { PythonCode, PythonRun } from './python-run';

/** How the code holds the rows: a DataFrame `table`, one array `table`, or arrays by name in `table`. */
export type TableForm = 'frame' | 'array' | 'arrays';

/** Writes the lines that read the data into `table`, and `rows`, their number. */
export function readTable(code: PythonCode, run: PythonRun): TableForm {
  const form = formOf(run.head);
  code.imports.add('import numpy as np');
  code.imports.add('import pandas as pd');
  code.lines.push(...READERS[readerOf(run.head)](code, run));
  const [name = ''] = run.head.columns;
  code.lines.push(form === 'arrays' ? `rows = len(table[${literal(name)}])` : 'rows = len(table)', '');
  return form;
}

function formOf({ format, shape, named }: TableHead): TableForm {
  if (format === 'npy') return named ? 'arrays' : 'array';
  if (format === 'pb') return 'array';
  return format === 'npz' || shape === 'v2' ? 'arrays' : 'frame';
}

type Reader = (code: PythonCode, run: PythonRun) => readonly string[];
type ReaderName = 'csv' | 'lines' | 'json' | 'v2' | 'numpy' | 'pb' | 'parquet' | 'arrow';

function readerOf({ format, shape }: TableHead): ReaderName {
  switch (format) {
    case 'csv':
    case 'parquet':
    case 'arrow':
    case 'pb':
      return format;
    case 'npy':
    case 'npz':
      return 'numpy';
    case 'jsonl':
      return 'lines';
    case 'json':
      return shape === 'v2' ? 'v2' : 'json';
    case 'generated':
      throw new Error('Made-up rows have no file.');
  }
}

const READERS: Readonly<Record<ReaderName, Reader>> = {
  csv: (code, run) => [`table = pd.read_csv(${[source(code, run, 'text'), ...csvOptions(run)].join(', ')})`],
  lines: (code, run) => [
    ...opened(code, run, (file) => `rows = [json.loads(line) for line in ${file} if line.strip()]`),
    frameOfRows(run),
  ],
  json: (code, run) => [...opened(code, run, (file) => `data = json.load(${file})`), ...frameOfJson(run)],
  v2: (code, run) => [
    ...opened(code, run, (file) => `data = json.load(${file})`),
    'table = {tensor["name"]: np.array(tensor["data"]).reshape(tensor["shape"]) for tensor in data["inputs"]}',
  ],
  numpy: (code, run) => [`table = np.load(${source(code, run, 'bytes')})`],
  pb: (code, run) => {
    code.imports.add('import onnx');
    return [`table = onnx.numpy_helper.to_array(onnx.load_tensor(${source(code, run, 'bytes')}))`];
  },
  parquet: (code, run) => [`table = pd.read_parquet(${source(code, run, 'bytes')})`],
  arrow: (code, run) => {
    code.imports.add('import pyarrow as pa');
    return [
      `with pa.memory_map(${source(code, run, 'bytes')}) as file:`,
      '    try:',
      '        table = pa.ipc.open_file(file).read_all().to_pandas()',
      '    except pa.ArrowInvalid:',
      '        file.seek(0)',
      '        table = pa.ipc.open_stream(file).read_all().to_pandas()',
    ];
  },
};

/** What pandas and NumPy open: a path, the standard input, or the rows themselves. */
function source(code: PythonCode, { data }: PythonRun, kind: 'text' | 'bytes'): string {
  if (data.kind === 'file') return literal(data.path);
  code.imports.add(data.kind === 'text' ? 'import io' : 'import sys');
  if (data.kind === 'text') return `io.StringIO(${literal(data.text)})`;
  return kind === 'text' ? 'sys.stdin' : 'sys.stdin.buffer';
}

/** Lines that do something with the open file. */
function opened(code: PythonCode, run: PythonRun, use: (file: string) => string): readonly string[] {
  code.imports.add('import json');
  if (run.data.kind !== 'file') return [use(source(code, run, 'text'))];
  const { path } = run.data;
  const zipped = /\.gz$/i.test(path);
  if (zipped) code.imports.add('import gzip');
  const encoding = literal(run.encoding ?? 'utf-8-sig');
  const open = zipped
    ? `gzip.open(${literal(path)}, "rt", encoding=${encoding})`
    : `open(${literal(path)}, encoding=${encoding})`;
  return [`with ${open} as file:`, `    ${use('file')}`];
}

function csvOptions({ head, plan, data }: PythonRun): readonly string[] {
  const { delimiter = ',', decimal = '.', encoding = 'utf-8' } = head;
  const texts = textColumns(plan, head);
  return [
    ...(delimiter === ',' ? [] : [`sep=${literal(delimiter)}`]),
    ...(decimal === '.' ? [] : [`decimal=${literal(decimal)}`]),
    ...(encoding === 'utf-8' || data.kind === 'text' ? [] : [`encoding=${literal(encoding)}`]),
    'float_precision="round_trip"',
    ...(texts.length === 0 ? [] : [`converters={${texts.map((name) => `${literal(name)}: str`).join(', ')}}`]),
  ];
}

/** Columns whose cells are wanted as they stand: pandas must not guess at their types. By name, else by position. */
function textColumns({ inputs }: BindingPlan, head: TableHead): readonly (string | number)[] {
  const columns = inputs.flatMap((input) =>
    input.kind === 'columns'
      ? input.columns.filter(({ codes }) => codes ?? (input.dtype === 'string' || input.dtype === 'bool'))
      : [],
  );
  return [...new Set(columns.map(({ index }) => columnKey(head, index)))];
}

/** How a column is picked: by its name, or by its position where it has none. */
export function columnKey({ columns, named }: TableHead, index: number): string | number {
  const name = columns[index] ?? '';
  return named && name !== '' ? name : index;
}

/** Rows that are each one nested value, or lists and records that are columns. */
function frameOfRows({ head, plan }: PythonRun): string {
  const own = plan.inputs.some((input) => input.kind === 'columns' && input.columns.some(({ width }) => width !== 1));
  return !head.named && head.columns.length === 1 && own
    ? 'table = pd.DataFrame({0: rows})'
    : 'table = pd.DataFrame(rows)';
}

const REQUESTS: ReadonlySet<string> = new Set([
  'features',
  'instances',
  'inputs',
  'dataframe_split',
  'dataframe_records',
]);

function frameOfJson(run: PythonRun): readonly string[] {
  const { shape = 'rows', named } = run.head;
  const value = REQUESTS.has(shape) ? `data[${literal(shape)}]` : 'data';
  switch (shape) {
    case 'record':
      return ['table = pd.DataFrame([data])'];
    case 'columns':
      return ['table = pd.DataFrame(data).reset_index(drop=True)'];
    case 'split':
    case 'dataframe_split':
      return splitFrame(run, value);
    case 'records':
    case 'dataframe_records':
      return [`table = pd.DataFrame(${value})`];
    default:
      return [`rows = ${value}`, ...(named ? [frameOfObject(run)] : [...oneRow(shape), frameOfRows(run)])];
  }
}

function splitFrame(run: PythonRun, value: string): readonly string[] {
  const { named, columns } = run.head;
  if (!named) return [`rows = ${value}["data"]`, frameOfRows(run)];
  return [`table = pd.DataFrame(${value}["data"], columns=${literal(columns)})`];
}

/** A flat list is one row, but under `instances`, where each element is one. */
function oneRow(shape: string): readonly string[] {
  return shape === 'instances' ? [] : ['if not isinstance(rows[0], (list, dict)):', '    rows = [rows]'];
}

/** Under a request's key stand records, lists by column, or one record. */
function frameOfObject({ head }: PythonRun): string {
  const names = literal([...new Set(head.columns)], '    ');
  return [
    'if isinstance(rows, dict):',
    `    rows = {name: rows[name] for name in ${names}}`,
    '    rows = rows if all(isinstance(values, list) for values in rows.values()) else [rows]',
    'table = pd.DataFrame(rows)',
  ].join('\n');
}
