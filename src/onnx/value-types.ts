import type { Dtype } from '../contract/dtype';
import type { Dim, ValueInfo } from '../contract/model';
import { dtypeOfCode } from '../contract/element-types';
import type { RawDim, RawType, RawValue } from './proto/raw-model';

/** A graph input or output as `inspect` shows it. */
export function valueInfo({ name, type }: RawValue): ValueInfo {
  return { name, type: typeName(type), shape: tensorShape(type) };
}

/** The element type of a tensor; undefined for everything else and for types that ONNX has not given out. */
export function tensorDtype(type: RawType | undefined): Dtype | undefined {
  return type?.kind === 'tensor' ? dtypeOfCode(type.code) : undefined;
}

/** The dims of a tensor; null where its rank is unknown, and for everything that is no tensor. */
export function tensorShape(type: RawType | undefined): Dim[] | null {
  return type?.kind === 'tensor' && type.shape ? type.shape.map(dimension) : null;
}

function dimension({ value, name }: RawDim): Dim {
  if (name) return name;
  return typeof value === 'number' && value >= 0 ? value : null;
}

/** "float32", "seq(map(int64,float32))", "optional(float32)"; "unknown" where the model does not say. */
function typeName(type: RawType | undefined): string {
  switch (type?.kind) {
    case 'tensor':
      return elementName(type.code);
    case 'sparse':
      return `sparse(${elementName(type.code)})`;
    case 'sequence':
      return `seq(${typeName(type.element)})`;
    case 'optional':
      return `optional(${typeName(type.element)})`;
    case 'map':
      return `map(${elementName(type.code)},${typeName(type.element)})`;
    case 'opaque':
      return 'opaque';
    case 'none':
    case undefined:
      return 'unknown';
  }
}

function elementName(code: number): string {
  return dtypeOfCode(code) ?? (code === 0 ? 'unknown' : `type ${code}`);
}
