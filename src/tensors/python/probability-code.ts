import type { ClassLabel } from '../../contract/model';
import type { OutputMeaning, ProbabilitySource } from '../output-meaning';
import type { OutputPlan } from '../output-plan';
import { pythonLiteral as literal } from './literal';

/** Lines of code, and the outputs that they tell. */
export interface Told {
  readonly lines: readonly string[];
  readonly told: readonly string[];
}

/** `probabilities`, [rows, classes], and `classes`, their names; undefined where the model has none. */
export function probabilityLines({ probabilities, classes }: OutputMeaning): Told | undefined {
  if (!probabilities) return undefined;
  return probabilities.kind === 'columns'
    ? sideBySide(probabilities, classes)
    : fromTensor(probabilities.output, classes);
}

/** One output per class. */
function sideBySide(
  { outputs }: Extract<ProbabilitySource, { kind: 'columns' }>,
  classes: readonly ClassLabel[] | undefined,
): Told {
  const told = outputs.map(({ name }) => name);
  const known = classes?.length === told.length ? classes : told.map((name) => name.slice(1));
  return {
    told,
    lines: [
      `classes = ${literal(known)}`,
      `probabilities = np.column_stack([answers[name].reshape(rows) for name in ${literal(told)}])`,
    ],
  };
}

function fromTensor(output: OutputPlan, classes: readonly ClassLabel[] | undefined): Told | undefined {
  const answer = `answers[${literal(output.name)}]`;
  const width = declaredWidth(output);
  if (classes && !fits(classes, width, output)) return undefined;
  const [told, known] = [[output.name], classes ? literal(classes) : 'list(range(probabilities.shape[1]))'];
  const lines = output.keys
    ? [`probabilities = pd.DataFrame(${answer})[${literal(output.keys)}].to_numpy(dtype=np.float32)`]
    : [`probabilities = ${answer}.reshape(rows, -1)`, ...(width === undefined ? secondOfTwo(classes) : [])];
  return { told, lines: [...lines, `classes = ${known}`] };
}

function secondOfTwo(classes: readonly ClassLabel[] | undefined): readonly string[] {
  if (classes?.length !== 2) return [];
  return [
    'if probabilities.shape[1] == 1:  # that of the second class',
    '    probabilities = np.hstack([1 - probabilities, probabilities])',
  ];
}

/** Undefined where only the run tells it, and for a single column. */
function declaredWidth({ empty }: OutputPlan): number | undefined {
  return empty.rowShape.length === 0 ? undefined : empty.rowShape.reduce((all, dim) => all * dim, 1);
}

function fits(classes: readonly ClassLabel[], width: number | undefined, { keys }: OutputPlan): boolean {
  if (width === undefined || width === classes.length) return true;
  return width === 1 && classes.length === 2 && !keys;
}
