import { WorkbenchError, type Issue } from '../contract/issue';
import { NEWEST_LOWERED } from './adapt/adapt-model';
import type { ModelAnalysis } from './analysis';
import { isBorderType } from './border-types';
import { carriesInput, carriesOutput } from './carried-border';
import type { RawModel, RawValue } from './proto/raw-model';
import { RUNTIME_DOMAINS } from './runtime-domains';
import { tensorDtype, valueInfo } from './value-types';
import { allNodes } from './walk';

/** What the engine takes: the newest opset of each ONNX domain, and the newest IR version of ONNX Runtime 1.30. */
const NEWEST_OPSETS: ReadonlyMap<string, number> = new Map([
  ['', NEWEST_LOWERED],
  ['ai.onnx.ml', 5],
]);
const NEWEST_IR_VERSION = 13;

const NAMES_SHOWN = 5;

/** Errors that the runtime must not even see: it would read outside the folder, or end the process. */
const BLOCKING: ReadonlySet<string> = new Set([
  'external-data-missing',
  'external-data-outside',
  'external-data-short',
  'unsupported-input-type',
  'unsupported-output-type',
]);

/**
 * The error that keeps a model from being loaded for prediction, found before the runtime sees it; undefined where the
 * runtime may try. Further errors of the same kind are among its issues.
 */
export function loadProblem(analysis: ModelAnalysis): WorkbenchError | undefined {
  const [first, ...more] = analysis.summary.problems.filter(({ code }) => BLOCKING.has(code));
  return first && new WorkbenchError('model', first, more);
}

/**
 * The error for which the runtime will most likely refuse the model; undefined where nothing is known against it. It is
 * for where nobody gets as far as loading: no answer to a question about the data could make such a model run.
 */
export function likelyRefusal(analysis: ModelAnalysis): WorkbenchError | undefined {
  const [first, ...more] = analysis.summary.problems.filter(({ severity }) => severity === 'error');
  return first && new WorkbenchError('model', first, more);
}

/** What the graph shows to be wrong or worth knowing: errors that keep it from running here, and warnings. */
export function graphProblems(model: RawModel, file: string, initializerInputs: readonly string[]): Issue[] {
  return [
    ...versionProblems(model, file),
    ...operatorProblems(model, file),
    ...borderProblems(model, file, initializerInputs),
    ...initializerProblems(initializerInputs, file),
  ];
}

function initializerProblems(names: readonly string[], file: string): Issue[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMES_SHOWN).join(', ') + (names.length > NAMES_SHOWN ? ', ...' : '');
  return [
    {
      severity: 'warning',
      code: 'initializer-as-input',
      message: `${file} lists ${names.length} of its own values as inputs (${shown}): they need no data, and data given for them is not used.`,
      file,
    },
  ];
}

/** One sentence for an opset that the runtime is too old for. */
export function futureOpset(file: string, version: number, domain: string, newest: number | undefined): Issue {
  const limit = newest === undefined ? 'this runtime supports' : `this runtime supports (up to ${newest})`;
  return {
    severity: 'error',
    code: 'opset-too-new',
    message: `${file} needs opset ${version} of ${domain || 'ai.onnx'}, newer than ${limit}. Export it with a lower opset.`,
    file,
  };
}

/** One sentence for an operator that the runtime does not have. */
export function unknownOperator(file: string, domain: string, op: string): Issue {
  const name = domain === '' ? op : `${domain}.${op}`;
  return {
    severity: 'error',
    code: 'unknown-operator',
    message: `${file} uses the operator ${name}, which this runtime does not have. Export it without that operator.`,
    file,
  };
}

/** One sentence for an IR version that the runtime is too old for. */
export function futureIrVersion(file: string, version: number, newest: number): Issue {
  return {
    severity: 'error',
    code: 'ir-version-too-new',
    message: `${file} has IR version ${version}, newer than this runtime supports (up to ${newest}). Export it with an older version of ONNX.`,
    file,
  };
}

function versionProblems(model: RawModel, file: string): Issue[] {
  const problems: Issue[] = [];
  if (model.irVersion > NEWEST_IR_VERSION) problems.push(futureIrVersion(file, model.irVersion, NEWEST_IR_VERSION));
  for (const { domain, version } of model.opsets) {
    const newest = NEWEST_OPSETS.get(domain === 'ai.onnx' ? '' : domain);
    if (newest !== undefined && version > newest) problems.push(futureOpset(file, version, domain, newest));
  }
  return problems;
}

function operatorProblems(model: RawModel, file: string): Issue[] {
  const own = new Set(model.functions.map(({ domain, name }) => `${domain}\0${name}`));
  const problems = new Map<string, Issue>();
  for (const { domain, op } of allNodes(model)) {
    const key = `${domain}\0${op}`;
    if (RUNTIME_DOMAINS.has(domain) || own.has(key) || problems.has(key)) continue;
    problems.set(key, unknownOperator(file, domain, op));
  }
  return [...problems.values()];
}

function borderProblems(model: RawModel, file: string, initializerInputs: readonly string[]): Issue[] {
  const given = new Set(initializerInputs);
  const inputs = (model.graph?.inputs ?? []).filter(
    ({ name }) => !given.has(name) && !canCross(name, model.graph?.inputs),
  );
  const outputs = (model.graph?.outputs ?? []).filter(
    ({ type }) => type?.kind === 'tensor' && !isTensorThatCrosses(type) && !carriesOutput(type),
  );
  return [
    ...inputs.map((value) => borderProblem(file, value, 'Input', 'cannot be fed')),
    ...outputs.map((value) => borderProblem(file, value, 'Output', 'cannot be returned')),
  ];
}

function borderProblem(file: string, value: RawValue, what: 'Input' | 'Output', cannot: string): Issue {
  return {
    severity: 'error',
    code: `unsupported-${what === 'Input' ? 'input' : 'output'}-type`,
    message: `${what} '${value.name}' of ${file} is ${valueInfo(value).type}, which ${cannot} here. Export the model with a Cast to float32 there.`,
    file,
    ...(what === 'Input' && { input: value.name }),
  };
}

function canCross(name: string, values: readonly RawValue[] | undefined): boolean {
  const type = values?.find((value) => value.name === name)?.type;
  return isTensorThatCrosses(type) || (type !== undefined && carriesInput(type));
}

function isTensorThatCrosses(type: RawValue['type']): boolean {
  const dtype = tensorDtype(type);
  return dtype !== undefined && isBorderType(dtype);
}
