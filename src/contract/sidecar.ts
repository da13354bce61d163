import { Type, type Static } from 'typebox';

/**
 * The settings beside a model: the one schema that gives the types, the validation and the published JSON Schema.
 * Unknown keys are allowed everywhere, so that they survive a rewrite.
 */
const Missing = Type.Union([Type.Literal('nan'), Type.Literal('error'), Type.Number(), Type.String(), Type.Boolean()], {
  description: '"nan", "error", or the value to feed for an empty cell.',
});

/** What VS Code writes where the setting is chosen from a list. */
function snippet(label: string, body: unknown): { readonly defaultSnippets: readonly object[] } {
  return { defaultSnippets: [{ label, body }] };
}

const InputSetting = Type.Object(
  {
    columns: Type.Optional(
      Type.Array(Type.String(), { description: 'The columns that feed this input, in the order it was trained with.' }),
    ),
    value: Type.Optional(
      Type.Unknown({
        description: 'One value for the whole run, for an input that no column feeds: a number, a text or a list.',
      }),
    ),
  },
  {
    description: 'What feeds this input: its columns in order, or one value.',
    ...snippet('columns', { columns: ['$1'] }),
  },
);

const GoldenTest = Type.Object(
  {
    name: Type.String({ description: 'What is tested, for reports.' }),
    data: Type.String({ description: 'The file of rows to predict, relative to this file.' }),
    expected: Type.String({ description: 'The file with the expected answers, relative to this file.' }),
    rtol: Type.Optional(Type.Number({ minimum: 0, description: 'Relative tolerance.' })),
    atol: Type.Optional(Type.Number({ minimum: 0, description: 'Absolute tolerance.' })),
    gates: Type.Optional(
      Type.Array(Type.String(), { description: 'Conditions on the metrics, such as "accuracy >= .9".' }),
    ),
  },
  { ...snippet('test', { name: '$1', data: '$2', expected: '$3' }) },
);

const settings = {
  inputs: Type.Optional(
    Type.Record(Type.String(), InputSetting, {
      description: 'By the name of an input: the columns that feed it, or its one value.',
      ...snippet('inputs', { '${1:input}': { columns: ['$2'] } }),
    }),
  ),
  dims: Type.Optional(
    Type.Record(Type.String(), Type.Integer({ minimum: 1 }), {
      description: 'Sizes of symbolic dimensions, by their name.',
      ...snippet('dims', { '${1:dimension}': '^${2:1}' }),
    }),
  ),
  categories: Type.Optional(
    Type.Record(Type.String(), Type.Array(Type.String()), {
      description:
        'By the name of a column of text: its values in the order of the codes that the model was trained on.',
      ...snippet('categories', { '${1:column}': ['$2'] }),
    }),
  ),
  classes: Type.Optional(
    Type.Union([Type.Array(Type.Union([Type.String(), Type.Number()])), Type.String()], {
      description: 'Class names in index order, or the path of a file that has one a line.',
    }),
  ),
  outputs: Type.Optional(
    Type.Object(
      {
        label: Type.Optional(Type.String({ description: 'The output that holds the predicted class.' })),
        probabilities: Type.Optional(
          Type.String({ description: 'The output that holds the probabilities of the classes.' }),
        ),
      },
      { description: 'Which outputs mean what, where the model does not tell.' },
    ),
  ),
  id: Type.Optional(
    Type.String({ description: 'The column that identifies a row. It never feeds the model by itself.' }),
  ),
  truth: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String())], {
      description: 'The column that holds the true answer, or one column an output; an empty list: none does.',
    }),
  ),
  missing: Type.Optional(
    Type.Record(Type.String(), Missing, {
      description: 'What to feed for an empty cell, by column; * stands for every column.',
      ...snippet('missing', { '${1:*}': '${2|nan,error|}' }),
    }),
  ),
  tolerance: Type.Optional(
    Type.Object(
      {
        rtol: Type.Optional(Type.Number({ minimum: 0, description: 'Relative tolerance.' })),
        atol: Type.Optional(Type.Number({ minimum: 0, description: 'Absolute tolerance.' })),
      },
      {
        description: 'Outputs of two models within atol + rtol x |baseline| count as equal.',
        ...snippet('tolerance', { rtol: 0.0001, atol: 0.00001 }),
      },
    ),
  ),
  redact: Type.Optional(Type.Array(Type.String(), { description: 'Columns whose cells never reach the log.' })),
  log: Type.Optional(
    Type.Object(
      {
        inputs: Type.Optional(
          Type.Union([Type.Literal('full'), Type.Literal('hash'), Type.Literal('off')], {
            description: 'How much of the inputs the log keeps: all of it (full), a hash (hash), or nothing (off).',
          }),
        ),
      },
      { description: 'What the prediction log keeps.', ...snippet('inputs off', { inputs: 'off' }) },
    ),
  ),
  data: Type.Optional(
    Type.Object(
      {
        sample: Type.Optional(Type.String({ description: 'Rows to try the model on.' })),
        holdout: Type.Optional(Type.String({ description: 'Rows with the truth, to compare versions on.' })),
        reference: Type.Optional(
          Type.String({ description: 'Rows that the model was trained on, to measure drift against.' }),
        ),
      },
      { description: "The model's data files, relative to this file.", ...snippet('holdout', { holdout: '$1' }) },
    ),
  ),
  tests: Type.Optional(Type.Array(GoldenTest, { description: 'Answers that the model must give.' })),
  rules: Type.Optional(
    Type.Array(Type.String(), { description: 'Limits to watch, such as "p95_latency > 50ms over 1h".' }),
  ),
};

const Version = Type.Literal(1, { description: 'The version of this format.' });

/** `<model file name>.workbench.json`. */
export const SidecarSchema = Type.Object(
  { $schema: Type.Optional(Type.String()), version: Version, ...settings },
  { title: 'ONNX Workbench settings of one model' },
);

/** `workbench.json`: settings of many models, matched by glob. */
export const WorkbenchFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    version: Version,
    models: Type.Array(
      Type.Object({
        files: Type.String({
          description: 'The models that this entry is for: a path or a glob, relative to this file.',
        }),
        ...settings,
      }),
    ),
  },
  { title: 'ONNX Workbench settings of the models in a folder' },
);

export type Sidecar = Static<typeof SidecarSchema>;
export type WorkbenchFile = Static<typeof WorkbenchFileSchema>;
export type MissingRule = Static<typeof Missing>;
