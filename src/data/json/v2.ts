import { dataError } from '../fail';
import { describeRagged, firstRagged, flatten, isList, shown } from './nested';
import { typedData } from './typed';
import type { WorkbenchError } from '../../contract/issue';
import type { Dtype } from '../../contract/dtype';
import type { Value } from '../table';
import type { FileTensor } from '../tensor-table';
import type { JsonObject } from './nested';

/** Element types of the Open Inference Protocol (V2, "Tensor Data Types"). */
const DATATYPES = new Map<string, Dtype>([
  ['BOOL', 'bool'],
  ['UINT8', 'uint8'],
  ['UINT16', 'uint16'],
  ['UINT32', 'uint32'],
  ['UINT64', 'uint64'],
  ['INT8', 'int8'],
  ['INT16', 'int16'],
  ['INT32', 'int32'],
  ['INT64', 'int64'],
  ['FP16', 'float16'],
  ['FP32', 'float32'],
  ['FP64', 'float64'],
  ['BYTES', 'string'],
]);

/**
 * Reads one element of `inputs` of a V2 request; `data` may be flat or nested.
 * Throws WorkbenchError of kind `data` that names the input: `bad-tensor`, `shape-data-mismatch`, `ragged-tensor` or
 * `bad-element`.
 */
export function requestTensor(input: JsonObject, index: number, file: string): FileTensor {
  const name = typeof input.name === 'string' && input.name !== '' ? input.name : undefined;
  const said = name === undefined ? `inputs[${index}]` : `input '${name}'`;
  const fail = (code: string, message: string): WorkbenchError =>
    dataError({ code, message, file, ...(name === undefined ? {} : { input: name }) });
  if (name === undefined) throw fail('bad-tensor', `inputs[${index}] of ${file} has no name.`);
  const dims = dimsOf(input.shape);
  if (dims === undefined)
    throw fail(
      'bad-tensor',
      `I${said.slice(1)} of ${file} has no shape: a list of whole numbers is wanted, such as [2, 4].`,
    );
  const dtype = typeof input.datatype === 'string' ? DATATYPES.get(input.datatype) : undefined;
  if (dtype === undefined)
    throw fail(
      'bad-tensor',
      `I${said.slice(1)} of ${file} has the datatype ${textOf(input.datatype)}; it is one of ${[...DATATYPES.keys()].join(', ')}.`,
    );
  const values = elementsOf(input.data, dims, said, file, fail);
  const typed = typedData(dtype, values.includes(null) ? values.filter((value) => value !== null) : values);
  if ('fault' in typed) {
    const message = `'${shown(values[typed.index])}' in ${said} of ${file}, data[${typed.index}], ${typed.fault}${typed.fault === 'does not fit' ? ` ${dtype}` : ''}.`;
    throw fail('bad-element', message);
  }
  return { name, dtype, dims, data: typed.data, ...(values.includes(null) ? { gaps: values } : {}) };
}

function textOf(value: Value): string {
  return value === undefined ? '(none)' : `'${shown(value)}'`;
}

function dimsOf(shape: Value): readonly number[] | undefined {
  if (!isList(shape)) return undefined;
  const dims = shape.filter((dim): dim is number => typeof dim === 'number' && Number.isSafeInteger(dim) && dim >= 0);
  return dims.length === shape.length ? dims : undefined;
}

function elementsOf(
  data: Value,
  dims: readonly number[],
  said: string,
  file: string,
  fail: (code: string, message: string) => WorkbenchError,
): readonly Value[] {
  if (!isList(data)) throw fail('bad-tensor', `I${said.slice(1)} of ${file} has no data: a list is wanted.`);
  if (data.some((element) => isList(element))) {
    const ragged = firstRagged(data, dims);
    if (ragged !== undefined) throw fail('ragged-tensor', `In ${said} of ${file}, ${describeRagged('data', ragged)}.`);
  }
  const values = flatten(data);
  const wanted = dims.reduce((product, dim) => product * dim, 1);
  if (values.length === wanted) return values;
  const message = `I${said.slice(1)} of ${file} says shape [${dims.join(', ')}] (${wanted} values) and holds ${values.length}.`;
  throw fail('shape-data-mismatch', message);
}
