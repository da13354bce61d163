import type { ModelSummary, ValueInfo } from '../../contract/model';

const MOST_CLASSES = 12;
const MOST_OPERATORS = 12;
const LONGEST_VALUE = 80;

/** What `inspect` prints for a person. */
export function inspectText(summary: ModelSummary): readonly string[] {
  const { file, bytes, irVersion, producer, nodes, parameters, opsets } = summary;
  const number = new Intl.NumberFormat('en');
  return [
    `${file}  ${number.format(bytes)} bytes`,
    `IR ${irVersion}${producer === '' ? '' : `, made by ${producer}`}; opsets ${opsetsText(opsets)}`,
    `${number.format(nodes)} ${nodes === 1 ? 'node' : 'nodes'}, ${number.format(parameters)} ${parameters === 1 ? 'parameter' : 'parameters'}`,
    ...section('Inputs', summary.inputs.map(valueLine)),
    ...section('Outputs', summary.outputs.map(valueLine)),
    ...section('Inputs that have a value already', summary.initializerInputs),
    ...classLines(summary),
    ...section('Operators', operatorLines(summary)),
    ...section(
      'External data',
      summary.externalData.map(({ location, bytes: size }) => `${location}  ${number.format(size)} bytes`),
    ),
    ...section(
      'Metadata',
      Object.entries(summary.metadata).map(([key, value]) => `${key}: ${oneLine(value)}`),
    ),
  ];
}

/** Exporters write the same opset twice: under its full name and under its short one, the empty text. */
function opsetsText(opsets: ModelSummary['opsets']): string {
  const texts = opsets.map(({ domain, version }) => `${domain === '' ? 'ai.onnx' : domain} ${version}`);
  return [...new Set(texts)].join(', ');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}

function valueLine({ name, type, shape }: ValueInfo): string {
  return `${name}  ${type}${shape === null ? '' : `  [${shape.map((dim) => dim ?? '?').join(', ')}]`}`;
}

function classLines({ classes, classNames }: ModelSummary): readonly string[] {
  const names = classNames?.names ?? classes;
  if (!names) return [];
  const shown = names.slice(0, MOST_CLASSES).join(', ');
  const more = names.length > MOST_CLASSES ? `, ... (${names.length})` : '';
  return section(`Classes${classNames ? ` (from ${classNames.source})` : ''}`, [shown + more]);
}

function operatorLines({ operators }: ModelSummary): readonly string[] {
  if (operators.length === 0) return [];
  const shown = operators.slice(0, MOST_OPERATORS).map(({ domain, name, count }) => {
    const full = domain === '' ? name : `${domain}.${name}`;
    return count === 1 ? full : `${full} x ${count}`;
  });
  return [shown.join(', ') + (operators.length > MOST_OPERATORS ? `, ... (${operators.length})` : '')];
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE - 1)}…`;
}
