import { Type, type Static } from 'typebox';

/**
 * The settings beside a model: the one schema that gives the types, the validation and the published JSON Schema.
 * Unknown keys are allowed everywhere, so that they survive a rewrite.
 */
const Missing = Type.Union([Type.Literal('nan'), Type.Literal('error'), Type.Number(), Type.String(), Type.Boolean()]);

const InputSetting = Type.Object({
  columns: Type.Optional(Type.Array(Type.String(), { description: 'The columns that feed this input, in order.' })),
  value: Type.Optional(Type.Unknown({ description: 'A constant for an input that no column feeds.' })),
});

const GoldenTest = Type.Object({
  name: Type.String(),
  data: Type.String(),
  expected: Type.String(),
  rtol: Type.Optional(Type.Number({ minimum: 0 })),
  atol: Type.Optional(Type.Number({ minimum: 0 })),
  gates: Type.Optional(Type.Array(Type.String())),
});

const settings = {
  inputs: Type.Optional(Type.Record(Type.String(), InputSetting)),
  dims: Type.Optional(
    Type.Record(Type.String(), Type.Integer({ minimum: 1 }), { description: 'Sizes of symbolic dimensions.' }),
  ),
  categories: Type.Optional(
    Type.Record(Type.String(), Type.Array(Type.String()), { description: 'Values of a column in code order.' }),
  ),
  classes: Type.Optional(
    Type.Union([Type.Array(Type.Union([Type.String(), Type.Number()])), Type.String()], {
      description: 'Class names in index order, or the path of a file that has one a line.',
    }),
  ),
  outputs: Type.Optional(
    Type.Object({ label: Type.Optional(Type.String()), probabilities: Type.Optional(Type.String()) }),
  ),
  id: Type.Optional(Type.String({ description: 'The column that identifies a row.' })),
  truth: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
  missing: Type.Optional(Type.Record(Type.String(), Missing, { description: 'Rule per column, or * for all.' })),
  tolerance: Type.Optional(
    Type.Object({ rtol: Type.Optional(Type.Number({ minimum: 0 })), atol: Type.Optional(Type.Number({ minimum: 0 })) }),
  ),
  redact: Type.Optional(Type.Array(Type.String())),
  log: Type.Optional(
    Type.Object({
      inputs: Type.Optional(Type.Union([Type.Literal('full'), Type.Literal('hash'), Type.Literal('off')])),
    }),
  ),
  data: Type.Optional(
    Type.Object({
      sample: Type.Optional(Type.String()),
      holdout: Type.Optional(Type.String()),
      reference: Type.Optional(Type.String()),
    }),
  ),
  tests: Type.Optional(Type.Array(GoldenTest)),
  rules: Type.Optional(Type.Array(Type.String())),
};

/** `<model file name>.workbench.json`. */
export const SidecarSchema = Type.Object(
  { $schema: Type.Optional(Type.String()), version: Type.Literal(1), ...settings },
  { title: 'ONNX Workbench settings of one model' },
);

/** `workbench.json`: settings of many models, matched by glob. */
export const WorkbenchFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    version: Type.Literal(1),
    models: Type.Array(Type.Object({ files: Type.String(), ...settings })),
  },
  { title: 'ONNX Workbench settings of the models in a folder' },
);

export type Sidecar = Static<typeof SidecarSchema>;
export type WorkbenchFile = Static<typeof WorkbenchFileSchema>;
export type MissingRule = Static<typeof Missing>;
