import { WorkbenchError } from '../../contract/issue';
import { isRagged } from './feed-code';
import { PYTHON_HELPERS } from './helpers';
import { emptyCode, type PythonCode, type PythonHelper, type PythonRun } from './python-run';
import { tellResult } from './result-code';
import { runModel } from './run-code';
import { readTable } from './table-code';

/** Longer code is of no use to a person; constants and rows stand in it as they are. */
const LONGEST = 1 << 20;

/**
 * Python code that repeats a run with onnxruntime and pandas: reads the same data, feeds the same columns in the same
 * order with the same types, missing cells and categories, and prints a DataFrame with `prediction`, `score`,
 * `proba_<class>` and whatever else the model answers, as a file of predictions has them.
 * Throws WorkbenchError (`usage`) for made-up rows and where values in the code make it too long.
 */
export function pythonScript(run: PythonRun): string {
  if (run.head.format === 'generated')
    throw new WorkbenchError('usage', {
      code: 'no-python-for-generated',
      message: 'Made-up rows are in no file that Python could read: run the model on a file, then copy that run.',
    });
  const code = emptyCode();
  const form = readTable(code, run);
  runModel(code, run, form);
  tellResult(code, run.meaning, run.plan.mode.kind === 'row-by-row' || run.plan.inputs.some(isRagged));
  const text = assembled(code, run);
  if (text.length <= LONGEST) return text;
  throw new WorkbenchError('usage', {
    code: 'python-too-long',
    message:
      'The code would be longer than a megabyte, because values of the run stand in it: save them as a file, and run the model on that.',
  });
}

function assembled({ imports, helpers, lines }: PythonCode, { skipsRows }: PythonRun): string {
  const functions = (Object.keys(PYTHON_HELPERS) as PythonHelper[]).filter((helper) => helpers.has(helper));
  return [
    '# The same predictions with onnxruntime, as ONNX Workbench made them.',
    ...(skipsRows ? ['# There a row that fails is skipped (--on-error skip); here it ends the program.'] : []),
    ...importLines(imports),
    '',
    ...functions.flatMap((helper) => ['', PYTHON_HELPERS[helper], '']),
    ...(functions.length > 0 ? [''] : []),
    ...lines,
    '',
  ].join('\n');
}

/** The standard library first. */
function importLines(imports: ReadonlySet<string>): readonly string[] {
  const own = [...imports].filter((line) => /^import (gzip|io|json|sys)$/.test(line)).toSorted();
  const others = [...imports].filter((line) => !own.includes(line)).toSorted();
  return own.length === 0 ? others : [...own, '', ...others];
}
