import type { InputPlan } from '../binding-plan';
import type { OutputPlan } from '../output-plan';
import { feedExpression, isRagged } from './feed-code';
import { bracketed, pythonLiteral as literal } from './literal';
import type { PythonCode, PythonRun } from './python-run';
import type { TableForm } from './table-code';

/** Writes the lines that feed the model: `answers` has the outputs by name. */
export function runModel(code: PythonCode, run: PythonRun, form: TableForm): void {
  const { plan, meaning, model, head } = run;
  const each = rowsPerCall(run);
  const place = { code, head, form };
  const entry = (input: InputPlan): string => `${literal(input.name)}: ${feedExpression(place, input)}`;
  const byRow = plan.inputs.filter(({ kind }) => kind === 'columns' || kind === 'repeated');
  const fixed = plan.inputs.filter((input) => !byRow.includes(input));
  const names = literal(
    meaning.outputs.map(({ name }) => name),
    '',
  );
  code.imports.add('import onnxruntime as ort');
  code.lines.push(
    `feeds = ${dictionary((each === undefined ? plan.inputs : byRow).map(entry))}`,
    ...(each === undefined || fixed.length === 0 ? [] : [`constants = ${dictionary(fixed.map(entry))}`]),
    '',
    `session = ort.InferenceSession(${literal(model)}, providers=["CPUExecutionProvider"])`,
    `outputs = ${names}`,
    ...(each === undefined
      ? ['answers = dict(zip(outputs, session.run(outputs, feeds)))']
      : inParts(code, run, each, fixed.length > 0)),
    '',
  );
}

function dictionary(entries: readonly string[]): string {
  return ['{', ...entries.map((entry) => `    ${entry},`), '}'].join('\n');
}

/** Undefined where all rows go at once. */
function rowsPerCall({ plan, batch }: PythonRun): number | undefined {
  if (plan.mode.kind === 'row-by-row' || plan.inputs.some(isRagged)) return 1;
  return plan.mode.kind === 'fixed' ? plan.mode.rows : batch;
}

function inParts(code: PythonCode, run: PythonRun, each: number, constants: boolean): readonly string[] {
  code.helpers.add('join');
  const padded = run.plan.mode.kind === 'fixed';
  const slice = each === 1 ? 'start : start + 1' : `start : start + ${each}`;
  const feeds = `{name: np.array(values[${slice}]) for name, values in feeds.items()}`;
  const fed = constants ? `constants | ${feeds}` : feeds;
  const joined = run.meaning.outputs.map(
    (output, index) =>
      `${literal(output.name)}: join([part[${index}] for part in parts], ${standsForRow(output, each) ? 'True' : 'False'})${padded ? '[:rows]' : ''}`,
  );
  return [
    ...(padded
      ? [
          '# The model takes a fixed number of rows: the last ones are filled up.',
          'feeds = {',
          `    name: np.concatenate([values, np.repeat(values[-1:], -rows % ${each}, axis=0)]) for name, values in feeds.items()`,
          '}',
        ]
      : []),
    'parts = [',
    `    session.run(outputs, ${fed})`,
    `    for start in range(0, rows, ${each})`,
    ']',
    `answers = ${bracketed('{}', joined, '')}`,
  ];
}

/** Of a row that runs alone, an output without an axis of rows is the row's own value. */
function standsForRow({ rowAxis, declaredFirst }: OutputPlan, each: number): boolean {
  return each === 1 && !rowAxis && (declaredFirst === undefined || declaredFirst === 1);
}
