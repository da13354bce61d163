import type { OutputColumn, PredictedBatch } from '../../contract/predicted';
import { jsonReader, nestedText } from './element';
import { elements, marginDtype, tensorValue, valueOutput } from './prediction';

type Text = (index: number) => string;

/**
 * The JSON text of `predictionAt`, several times faster than printing its object, and with the classes in their order
 * where they look like numbers.
 */
export function predictionTexts(predicted: PredictedBatch): Text {
  const members = [
    labelMember(predicted),
    scoreMember(predicted),
    marginMember(predicted),
    probabilityMember(predicted),
  ];
  const present = members.filter((member) => member !== undefined);
  const outputs = outputTexts(predicted);
  return (index) => {
    const row = predicted.start + index;
    if (predicted.failed.has(row)) return `{"row":${row},"outputs":{}}`;
    let text = `{"row":${row}`;
    for (const member of present) text += member(index);
    return `${text},"outputs":${outputs(index)}}`;
  };
}

function labelMember({ labels }: PredictedBatch): Text | undefined {
  return labels && ((index) => `,"label":${JSON.stringify(labels[index])}`);
}

function scoreMember(predicted: PredictedBatch): Text | undefined {
  const { scores, probabilities } = predicted;
  if (!scores) return undefined;
  const output = valueOutput(predicted);
  const read = output ? jsonReader(output.dtype, output.data) : jsonReader(probabilities?.dtype ?? 'float64', scores);
  return (index) => `,"score":${read(index)}`;
}

function marginMember(predicted: PredictedBatch): Text | undefined {
  const { margins } = predicted;
  const read = margins && jsonReader(marginDtype(predicted), margins);
  return read && ((index) => `,"margin":${read(index)}`);
}

function probabilityMember({ probabilities }: PredictedBatch): Text | undefined {
  if (!probabilities) return undefined;
  const { classes, dtype, values } = probabilities;
  const object = objectText(classes, jsonReader(dtype, values));
  return (index) => `,"probabilities":${object(index * classes.length)}`;
}

function outputTexts(predicted: PredictedBatch): Text {
  const texts: Text[] = predicted.outputs.map(outputText);
  for (const { rows } of predicted.ragged ?? [])
    texts.push((index) => {
      const row = rows[index];
      return row === undefined ? 'null' : JSON.stringify(tensorValue(row));
    });
  const names = [...predicted.outputs, ...(predicted.ragged ?? [])].map((output) => output.name);
  const prefixes = keyPrefixes(names);
  return (index) => {
    let text = '{';
    for (let position = 0; position < texts.length; position++)
      text += (prefixes[position] ?? '') + (texts[position]?.(index) ?? 'null');
    return `${text}}`;
  };
}

function outputText(output: OutputColumn): Text {
  const read = jsonReader(output.dtype, output.data);
  const size = elements(output);
  if (output.keys) {
    const object = objectText(output.keys, read);
    return (index) => object(index * size);
  }
  const { rowShape } = output;
  return (index) => nestedText(read, rowShape, index * size);
}

/** The object of `keys` whose first value is at the given position. */
function objectText(keys: readonly string[], read: Text): Text {
  const prefixes = keyPrefixes(keys);
  return (first) => {
    let text = '{';
    for (let position = 0; position < prefixes.length; position++)
      text += (prefixes[position] ?? '') + read(first + position);
    return `${text}}`;
  };
}

function keyPrefixes(keys: readonly string[]): readonly string[] {
  return keys.map((key, position) => `${position === 0 ? '' : ','}${JSON.stringify(key)}:`);
}
