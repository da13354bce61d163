import type { SliceComparison } from './comparison';
import type { JsonNumber } from './json-number';
import type { LayerComparison } from './layer-comparison';
import type { ModelChange } from './structure';

/** Four significant digits, very large and small numbers with their power of ten; nothing for no number. */
export function digits(value: JsonNumber | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3))
    return value
      .toExponential(3)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  return String(Number(value.toPrecision(4)));
}

/** The rows of a slice, as they are told in its column. */
export function segmentText(segment: SliceComparison['segment']): string {
  switch (segment.kind) {
    case 'value':
      return segment.value;
    case 'missing':
      return '(missing)';
    case 'range':
      return `${digits(segment.from)} to ${digits(segment.to)}`;
  }
}

const MODEL_PARTS: Readonly<Record<ModelChange['of'], string>> = {
  producer: 'producer',
  irVersion: 'IR version',
  opset: 'opset',
  metadata: 'metadata',
  classes: 'classes',
  functions: 'functions',
  sparseWeights: 'sparse weights',
};

/** What a model has changed that it says of itself: `opset ai.onnx.ml`. */
export function modelPartName({ of, key }: Pick<ModelChange, 'of' | 'key'>): string {
  return key === undefined ? MODEL_PARTS[of] : `${MODEL_PARTS[of]} ${key}`;
}

const MOST_CHARACTERS = 60;

/** A value of a model's or a node's, cut where it is long. */
export function shortValue(text: string | null): string {
  if (text === null) return '(none)';
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text;
}

/** What writes a tensor; of both sides where that is not the same. */
export function operatorsText({ operator, candidateOperator }: LayerComparison): string {
  return candidateOperator === undefined ? operator : `${operator} > ${candidateOperator}`;
}
