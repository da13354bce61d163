import type { OutputMeaning } from '../output-meaning';
import type { OutputPlan } from '../output-plan';
import { labelLines } from './label-code';
import { pythonLiteral as literal } from './literal';
import { probabilityLines } from './probability-code';
import type { PythonCode } from './python-run';

/** Writes the lines that put the answers into the DataFrame `result`, and print it. `alone`: each row ran by itself. */
export function tellResult(code: PythonCode, meaning: OutputMeaning, alone: boolean): void {
  if (onlyWidthTells(meaning)) {
    code.lines.push(...linesByWidth(meaning.outputs[0]));
    return;
  }
  const probabilities = probabilityLines(meaning);
  const label = labelLines(meaning, probabilities !== undefined);
  const told = new Set([probabilities, label].flatMap((lines) => lines?.told ?? []));
  const others = meaning.outputs.filter(({ name }) => !told.has(name));
  if (told.size === 0 && isRegression(others)) {
    code.lines.push(...regressionLines(code, others[0]));
    return;
  }
  code.lines.push(...[probabilities, label].flatMap((lines) => lines?.lines ?? []));
  const parts = [
    ...predictionParts(label !== undefined, probabilities !== undefined),
    ...others.filter((output) => mayHaveRows(output, alone)).map((output) => otherColumns(code, output)),
  ];
  code.lines.push(...others.filter((output) => !mayHaveRows(output, alone)).map(printed));
  if (parts.length > 0) code.lines.push(`result = ${concatenated(parts)}`, 'print(result)');
}

function predictionParts(labelled: boolean, scored: boolean): readonly string[] {
  const columns = scored ? '"prediction": prediction, "score": score' : '"prediction": prediction';
  return [
    ...(labelled ? [`pd.DataFrame({${columns}})`] : []),
    ...(scored ? ['pd.DataFrame(probabilities, columns=[f"proba_{name}" for name in classes])'] : []),
  ];
}

/** The model's one output may be probabilities or a single value: neither graph nor names tell how many classes there are. */
function onlyWidthTells({ outputs, label, classes, probabilities }: OutputMeaning): boolean {
  return outputs.length === 1 && !label && !classes && probabilities !== undefined;
}

function linesByWidth(output: OutputPlan | undefined): readonly string[] {
  return [
    `probabilities = answers[${literal(output?.name ?? '')}].reshape(rows, -1)`,
    'classes = list(range(probabilities.shape[1]))',
    'prediction = probabilities.argmax(axis=1) if len(classes) > 1 else probabilities[:, 0]',
    'result = pd.DataFrame({"prediction": prediction, "score": probabilities.max(axis=1)})',
    'if len(classes) > 1:',
    '    result = result.join(pd.DataFrame(probabilities, columns=[f"proba_{name}" for name in classes]))',
    'print(result)',
  ];
}

function mayHaveRows({ rowAxis, declaredFirst }: OutputPlan, alone: boolean): boolean {
  return rowAxis || alone || declaredFirst !== undefined;
}

function concatenated(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? '';
  return ['pd.concat(', '    [', ...parts.map((part) => `        ${part},`), '    ],', '    axis=1,', ')'].join('\n');
}

function printed({ name }: OutputPlan): string {
  return `print(${literal(`${name}, of the whole run:`)}, answers[${literal(name)}])`;
}

function otherColumns(code: PythonCode, { name, keys }: OutputPlan): string {
  if (keys) return `pd.DataFrame(answers[${literal(name)}]).add_prefix(${literal(`${name}_`)})`;
  code.helpers.add('columns');
  return `columns(${literal(name)}, answers[${literal(name)}])`;
}

function isRegression(others: readonly OutputPlan[]): boolean {
  const [only, ...more] = others;
  return more.length === 0 && only?.empty.dtype.startsWith('float') === true && !only.keys;
}

/** The one value a row of a regressor is both; shapes are looked at, because declared ones may be wrong. */
function regressionLines(code: PythonCode, output: OutputPlan | undefined): readonly string[] {
  if (!output) return [];
  return [
    `result = ${otherColumns(code, output)}`,
    'if result.shape[1] == 1:',
    '    result = pd.DataFrame({"prediction": result.iloc[:, 0], "score": result.iloc[:, 0]})',
    'print(result)',
  ];
}
