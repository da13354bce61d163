import type { ModelExpectation, Template, TemplateRequest } from '../../contract/expected';
import type { InspectRequest } from '../../contract/engine';
import { WorkbenchError, type Issue } from '../../contract/issue';
import { csvTemplate, jsonTemplate } from '../../data/template-text';
import { sizeOf } from '../../data/elements';
import { expectedInputs } from '../../tensors/expected';
import { inputShapes } from '../../tensors/input-shapes';
import { rowFields } from '../../tensors/row-fields';
import { flatColumns, nestedColumns } from '../../tensors/template';
import { readStampedModel } from './model';
import { firstRow } from './first-row';
import { readSettings, type Settings } from './settings';

/** Above so many values a template is no text that somebody edits. */
const MOST_VALUES = 2_000_000;
/** So many values a row are shown once only. */
const LONG_ROW = 1_000;

/** What the model wants to be fed. Throws WorkbenchError where it cannot be read; what is wrong beside it is an issue. */
export async function readExpectation(request: InspectRequest): Promise<ModelExpectation> {
  const model = await readStampedModel(request.folder, request.model);
  const read = await readSettings(model).catch(withoutSettings);
  const { analysis } = model;
  const inputs = expectedInputs({ analysis, ...read });
  const sizes = read.sidecar?.dims ?? {};
  const sample = await firstRow(request, read);
  return {
    inputs,
    dims: freeDims(analysis).map((name) => {
      const size = Object.hasOwn(sizes, name) ? sizes[name] : undefined;
      return { name, ...(size === undefined ? {} : { size }) };
    }),
    ...(read.path === undefined ? {} : { settings: read.path }),
    row: {
      fields: await rowFields(inputs, sample?.values ?? new Map()),
      ...(sample ? { sample: sample.file } : {}),
    },
    issues: read.issues,
  };
}

/** A file of made-up rows that feeds the model as it is. Throws WorkbenchError where there can be none. */
export async function makeTemplate(request: TemplateRequest): Promise<Template> {
  const model = await readStampedModel(request.folder, request.model);
  const settings = await readSettings(model);
  const inputs = expectedInputs({ analysis: model.analysis, ...settings });
  const columns = request.format === 'csv' ? flatColumns(inputs) : nestedColumns(inputs);
  const width = columns.reduce((all, { rowShape }) => all + sizeOf(rowShape), 0);
  if (columns.length === 0) throw noTemplate(request.model, 'no column feeds any of its inputs');
  if (width > MOST_VALUES) throw noTemplate(request.model, `a row of it has ${width} values`);
  const rows = width > LONG_ROW ? 1 : request.rows;
  const text = await (request.format === 'csv' ? csvTemplate(columns, rows) : jsonTemplate(columns, rows));
  return { text, issues: inputs.filter(({ source }) => source === 'value').map(({ input }) => needsValue(input)) };
}

/** Symbolic dimensions of a row. */
function freeDims(analysis: Parameters<typeof inputShapes>[0]): readonly string[] {
  const { inputs } = inputShapes(analysis, new Map());
  const names = inputs.flatMap(({ rowDims }) => (rowDims ?? []).filter((dim) => typeof dim === 'string'));
  return [...new Set(names)];
}

function withoutSettings(error: unknown): Settings {
  if (!(error instanceof WorkbenchError)) throw error;
  return { beside: {}, issues: error.issues };
}

function needsValue(input: string): Issue {
  return {
    severity: 'warning',
    code: 'template-needs-value',
    message: `The input '${input}' takes one tensor for the whole run, which no column of the template holds: give it as "value" in the settings beside the model.`,
    input,
  };
}

function noTemplate(file: string, why: string): WorkbenchError {
  return new WorkbenchError('usage', {
    code: 'no-template',
    message: `There is no template for ${file}: ${why}. Make an .npz file for it instead.`,
    file,
  });
}
