import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one piece of code left behind. */
export interface PythonAnswer {
  /** Columns of its `result`, in order; absent where it made none. */
  readonly columns?: Readonly<Record<string, readonly unknown[]>>;
  readonly printed: string;
  readonly error?: string;
}

/** Runs each file by itself, with a fresh set of names, in one process: importing pandas is slow. */
const RUNNER = `
import contextlib, io, json, sys, traceback
import numpy as np

def plain(value):
    if isinstance(value, (list, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and value != value:
        return "NaN"
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return str(value) if isinstance(value, int) and abs(value) > 2**53 - 1 else value

answers = []
for path in json.load(open(sys.argv[1])):
    names, printed, answer = {"__name__": "__main__"}, io.StringIO(), {}
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(open(path, encoding="utf-8").read(), path, "exec"), names)
        if "result" in names:
            answer["columns"] = {str(name): plain(values.tolist()) for name, values in names["result"].items()}
    except Exception:
        answer["error"] = traceback.format_exc()
    answers.append({**answer, "printed": printed.getvalue()})
json.dump(answers, open(sys.argv[2], "w"))
`;

/** A Python that has onnxruntime, pandas and onnx: the one that `BENCH_PYTHON` names, else the one on the path. */
export function findPython(): string | undefined {
  return [process.env.BENCH_PYTHON, 'python3', 'python'].find(
    (python) =>
      python !== undefined &&
      python !== '' &&
      spawnSync(python, ['-c', 'import numpy, onnx, onnxruntime, pandas'], { stdio: 'ignore' }).status === 0,
  );
}

/** Runs pieces of code, each as a program of its own. */
export function runPython(python: string, codes: readonly string[]): readonly PythonAnswer[] {
  const folder = mkdtempSync(join(tmpdir(), 'python-'));
  try {
    const files = codes.map((code, index) => {
      const file = join(folder, `code-${index}.py`);
      writeFileSync(file, code);
      return file;
    });
    const [runner, list, out] = [join(folder, 'runner.py'), join(folder, 'files.json'), join(folder, 'answers.json')];
    writeFileSync(runner, RUNNER);
    writeFileSync(list, JSON.stringify(files));
    execFileSync(python, [runner, list, out], { stdio: ['ignore', 'ignore', 'pipe'] });
    return JSON.parse(readFileSync(out, 'utf8')) as PythonAnswer[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
