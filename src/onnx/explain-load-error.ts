import { WorkbenchError, type Issue } from '../contract/issue';
import type { ModelSummary } from '../contract/model';
import { futureIrVersion, futureOpset, unknownOperator } from './problems';

type Reading = readonly [pattern: RegExp, issue: (found: readonly string[], file: string) => Omit<Issue, 'severity'>];

/** What onnxruntime 1.30 writes when it refuses a model, and what it means. */
const READINGS: readonly Reading[] = [
  [
    /Fatal error: ([\w.-]*):(\S+?)\(-?\d+\) is not a registered function\/op/,
    ([domain = '', op = ''], file) => unknownOperator(file, domain, op),
  ],
  [
    /In Node, \("[^"]*", ([^,]+), "([^"]*)".*No Op registered for/s,
    ([op = '', domain = ''], file) => unknownOperator(file, domain, op),
  ],
  [
    /In Node, \("[^"]*", ([^,]+), "([^"]*)".*No opset import for domain/s,
    ([op = '', domain = ''], file) => unknownOperator(file, domain, op),
  ],
  [
    /Opset (\d+) is under development.*support for domain (\S+) is till opset (\d+)/s,
    ([version, domain = '', newest], file) => futureOpset(file, Number(version), domain, Number(newest)),
  ],
  [
    /Unsupported model IR version: (\d+), max supported IR version: (\d+)/,
    ([version, newest], file) => futureIrVersion(file, Number(version), Number(newest)),
  ],
  [
    /Could not find an implementation for (\S+?)\((\d+)\) node/,
    ([op = '', version = ''], file) => ({
      code: 'operator-not-implemented',
      message: `${file} uses ${op} (opset ${version}), of which this runtime has no implementation, or none for these element types. Export it with float32, or without that operator.`,
      file,
    }),
  ],
  [
    /External data path.*?: "([^"]+)"/s,
    ([path = ''], file) => ({
      code: 'external-data-refused',
      message: `${file} keeps its weights in ${path}, which the runtime does not take: put the file next to the model.`,
      file,
    }),
  ],
  [
    /Protobuf parsing failed/,
    (_, file) => ({
      code: 'model-malformed',
      message: `${file} is not an ONNX model, or it is damaged. Export or download it again.`,
      file,
    }),
  ],
];

/**
 * Turns the text with which ONNX Runtime refused to load a model into an error that names operator, opset or file and says
 * what to do. `file` names the model in the message. Unknown texts are kept, without the runtime's own paths and signatures.
 */
export function explainLoadError(message: string, summary: ModelSummary, file: string): WorkbenchError {
  const newer = summary.problems.find(({ code }) => TOO_NEW.has(code));
  if (newer) return new WorkbenchError('model', newer, others(summary, newer.code));
  for (const [pattern, issue] of READINGS) {
    const found = pattern.exec(message);
    if (!found) continue;
    const first = issue(found.slice(1), file);
    return new WorkbenchError('model', first, others(summary, first.code));
  }
  const [known, ...more] = summary.problems.filter(({ severity }) => severity === 'error');
  if (known) return new WorkbenchError('model', known, more);
  return new WorkbenchError('model', {
    code: 'model-refused',
    message: `${file} cannot be loaded: ${plainText(message)}`,
    file,
  });
}

/** Of a model made for a newer version, the runtime complains of whichever operator it meets first. */
const TOO_NEW: ReadonlySet<string> = new Set(['opset-too-new', 'ir-version-too-new']);

function others({ problems }: ModelSummary, code: string): readonly Issue[] {
  return problems.filter((problem) => problem.code !== code);
}

/** Drops what tells of the runtime's sources: `Load model from PATH failed:`, C++ file names and function signatures. */
function plainText(message: string): string {
  const text = message
    .replace(/^Load model from [^]*? failed:/, '')
    .replace(/^\/?\S*\.(?:cc|h|cpp):\d+ .*\)(?: const)? /, '')
    .trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
