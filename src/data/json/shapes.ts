import { dataError, duplicateColumn } from '../fail';
import { tensorTable } from '../tensor-table';
import { memoryTable } from '../memory';
import { repeatedName } from '../repeated-name';
import { flatten, isList, isObject, nestedShape, shown } from './nested';
import { rowTable, rowsInMemory } from './row-table';
import { typedData } from './typed';
import { requestTensor } from './v2';
import type { Issue } from '../../contract/issue';
import type { NamedTensor } from '../../contract/tensor';
import type { TableSource, Value } from '../table';
import type { JsonObject } from './nested';

/** The keys that make an object a request, by the shape they stand for. */
const REQUEST_KEYS = ['features', 'instances', 'inputs', 'dataframe_split', 'dataframe_records'] as const;
type RequestKey = (typeof REQUEST_KEYS)[number];

/** Keys that serving protocols put beside the data and that say nothing about it. */
const COMPANIONS: ReadonlySet<string> = new Set([
  'id',
  'parameters',
  'params',
  'outputs',
  'signature_name',
  'model_name',
  'model_version',
]);

/**
 * Recognises the shape of a parsed JSON file and makes it a table. Throws WorkbenchError of kind `data`:
 * `ambiguous-json` for two request shapes at once, `not-a-table` for a lone value, and what the shapes' own readers throw.
 */
export function tableOfJson(value: Value, file: string): Promise<TableSource> {
  if (isList(value)) return listTable(value, 'rows', file);
  if (!isObject(value)) throw notATable(file);
  if (isSplit(value)) return splitTable(value, 'split', file);
  const requests = REQUEST_KEYS.filter(
    (key) => Object.hasOwn(value, key) && typeof value[key] === 'object' && value[key] !== null,
  );
  const [request, second] = requests;
  if (request !== undefined && second !== undefined) throw ambiguous(request, second, file);
  if (request === undefined || isColumnBesideOthers(value, request)) return objectTable(value, undefined, file, []);
  return requestTable(request, value[request], file, ignoredKeys(value, request, file));
}

function notATable(file: string): Error {
  const message = `${file} holds a single value, not a table: records [{"a": 1}], rows [[1, 2]] or columns {"a": [1]} are wanted.`;
  return dataError({ code: 'not-a-table', message, file });
}

function ambiguous(first: string, second: string, file: string): Error {
  return dataError({
    code: 'ambiguous-json',
    message: `${file} is ambiguous: it has both '${first}' and '${second}'; keep one.`,
    file,
  });
}

/** `{"features": [1, 2], "age": [3, 4]}`: a column that has the name of a request. */
function isColumnBesideOthers(value: JsonObject, request: RequestKey): boolean {
  const others = Object.keys(value).filter((key) => key !== request && !COMPANIONS.has(key));
  const length = lengthOf(value[request]);
  return others.length > 0 && length !== undefined && others.every((key) => lengthOf(value[key]) === length);
}

function lengthOf(value: Value): number | undefined {
  return isList(value) ? value.length : undefined;
}

function ignoredKeys(value: JsonObject, request: RequestKey, file: string): Issue[] {
  return Object.keys(value)
    .filter((key) => key !== request && !COMPANIONS.has(key))
    .map((key) => ({
      severity: 'warning',
      code: 'ignored-key',
      message: `'${key}' beside '${request}' in ${file} is not read.`,
      file,
    }));
}

function requestTable(key: RequestKey, value: Value, file: string, issues: readonly Issue[]): Promise<TableSource> {
  switch (key) {
    case 'dataframe_split':
      if (!isObject(value)) throw badRequest(key, 'an object with columns and data', file);
      return splitTable(value, key, file);
    case 'dataframe_records':
      if (!isList(value)) throw badRequest(key, 'a list of records', file);
      return rowTable(rowsInMemory(value), { file, format: 'json', shape: key, issues });
    case 'inputs':
      return inputsTable(value, file, issues);
    case 'features':
    case 'instances':
      return isList(value) ? listTable(value, key, file, issues) : objectTable(value as JsonObject, key, file, issues);
  }
}

function badRequest(key: string, wanted: string, file: string): Error {
  return dataError({ code: 'bad-request-shape', message: `'${key}' of ${file} has to be ${wanted}.`, file });
}

/** Records, rows, or a flat list: one row of values, except under `instances`, where each element is a row. */
function listTable(
  values: readonly Value[],
  shape: string,
  file: string,
  issues: readonly Issue[] = [],
): Promise<TableSource> {
  const flat =
    values.length > 0 && shape !== 'instances' && !values.some((value) => typeof value === 'object' && value !== null);
  const rows = flat ? [values] : values;
  const records = shape === 'rows' && isObject(values[0]);
  return rowTable(rowsInMemory(rows), { file, format: 'json', shape: records ? 'records' : shape, issues });
}

/** Columns where every value is a list, else one record. */
function objectTable(
  value: JsonObject,
  request: string | undefined,
  file: string,
  issues: readonly Issue[],
): Promise<TableSource> {
  const names = Object.keys(value);
  if (names.length === 0)
    throw dataError({ code: 'no-columns', message: `${file} is an empty object: it has no columns.`, file });
  const columns = names.map((name) => columnOf(value[name]));
  const [first] = columns;
  if (first === undefined || columns.some((column) => column === undefined)) {
    return rowTable(rowsInMemory([value]), { file, format: 'json', shape: request ?? 'record', issues });
  }
  const odd = columns.findIndex((column) => column?.length !== first.length);
  if (odd !== -1) throw lengthsDiffer(names[0] ?? '', first.length, names[odd] ?? '', columns[odd]?.length ?? 0, file);
  if (first.length === 0)
    throw dataError({
      code: 'no-rows',
      message: `The columns of ${file} are empty: there is nothing to predict.`,
      file,
    });
  const head = {
    format: 'json' as const,
    shape: request ?? 'columns',
    columns: names,
    named: true,
    constants: [],
    issues,
  };
  return Promise.resolve(
    memoryTable(
      head,
      columns.map((values = []) => ({ kind: 'value', values })),
      first.length,
    ),
  );
}

/** A list, or pandas' `{"0": .., "1": ..}` by row index. */
function columnOf(value: Value): readonly Value[] | undefined {
  if (isList(value)) return value;
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) ? Object.values(value) : undefined;
}

function lengthsDiffer(first: string, rows: number, odd: string, found: number, file: string): Error {
  const message = `The columns of ${file} differ in length: '${first}' has ${rows} values, '${odd}' has ${found}. One record is written [{...}].`;
  return dataError({ code: 'column-lengths-differ', message, file, column: odd });
}

function isSplit(value: JsonObject): boolean {
  const keys = Object.keys(value);
  return (
    isList(value.columns) &&
    isList(value.data) &&
    value.data.every(isList) &&
    keys.every((key) => ['columns', 'index', 'data'].includes(key))
  );
}

function splitTable(value: JsonObject, shape: string, file: string): Promise<TableSource> {
  if (!isList(value.data)) throw badRequest(shape, 'an object with columns and data', file);
  if (!isList(value.columns)) return listTable(value.data, shape, file);
  const names = value.columns.map((name) => (isList(name) ? name.map(shown).join('_') : shown(name)));
  const twice = repeatedName(names);
  if (twice !== undefined) throw duplicateColumn(file, twice);
  return rowTable(rowsInMemory(value.data), { file, format: 'json', shape, names });
}

/** V2 tensors, the V1 columnar form (a tensor, or tensors by name), or records. */
function inputsTable(value: Value, file: string, issues: readonly Issue[]): Promise<TableSource> {
  if (isObject(value)) return columnarTable(value, file, issues);
  if (!isList(value)) throw badRequest('inputs', 'a list or an object', file);
  const tensors = value
    .filter(isObject)
    .filter((input) => Object.hasOwn(input, 'data') && Object.hasOwn(input, 'shape'));
  if (tensors.length === 0) return listTable(value, 'inputs', file, issues);
  return Promise.resolve(
    tensorTable(
      value.map((input, index) => requestTensor(isObject(input) ? input : {}, index, file)),
      { file, format: 'json', shape: 'v2' },
    ),
  );
}

function columnarTable(value: JsonObject, file: string, issues: readonly Issue[]): Promise<TableSource> {
  const names = Object.keys(value);
  const rows = names.reduce((most, name) => Math.max(most, lengthOf(value[name]) ?? 0), 0);
  if (rows <= 0) return objectTable(value, 'inputs', file, issues);
  const columns = names.filter((name) => lengthOf(value[name]) === rows);
  const constants = names.filter((name) => lengthOf(value[name]) !== rows);
  for (const name of constants) {
    const found = lengthOf(value[name]);
    if (found !== undefined && found !== 1) throw lengthsDiffer(columns[0] ?? '', rows, name, found, file);
  }
  const head = {
    format: 'json' as const,
    shape: 'inputs',
    columns,
    named: true,
    constants: constants.map((name) => constantOf(name, value[name], file)),
    issues,
  };
  const values = columns.map((name) => ({ kind: 'value' as const, values: value[name] as readonly Value[] }));
  return Promise.resolve(memoryTable(head, values, rows));
}

function constantOf(name: string, value: Value, file: string): NamedTensor {
  const values = flatten(value);
  const dtype = dtypeOf(values);
  const typed = typedData(dtype, values);
  if ('data' in typed) return { name, dtype, dims: nestedShape(value), data: typed.data };
  const message = `'${shown(values[typed.index])}' in '${name}' of ${file} ${typed.fault}.`;
  throw dataError({ code: 'bad-element', message, file, input: name });
}

function dtypeOf(values: readonly Value[]): 'bool' | 'string' | 'int64' | 'float64' {
  const kinds = new Set(
    values.map((value) => (typeof value === 'number' && Number.isSafeInteger(value) ? 'bigint' : typeof value)),
  );
  if (kinds.has('string')) return 'string';
  if (kinds.has('boolean')) return 'bool';
  return kinds.size === 1 && kinds.has('bigint') ? 'int64' : 'float64';
}
