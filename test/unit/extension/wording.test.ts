import { expect, test } from 'vitest';
import { inEditorWords } from '../../../src/extension/wording';

test.each([
  [
    'Name as many as it takes, in order, with --columns or in the settings beside the model.',
    'Name as many as it takes, in order, in the settings beside the model.',
  ],
  [
    'Say which columns feed them with --columns INPUT=a,b, or give a constant with --set INPUT=VALUE.',
    'Say which columns feed them with "columns" in the settings beside the model, or give a constant with "value" in the settings beside the model.',
  ],
  [
    'Name them, in the order that the model was trained with: --columns a,b,c.',
    'Name them, in the order that the model was trained with: "columns" in the settings beside the model.',
  ],
  [
    'say which one the columns feed, as in --columns INPUT=a,b.',
    'say which one the columns feed, with "columns" in the settings beside the model.',
  ],
  [
    `Give it with --set use gpu=VALUE, or as "value" in the settings beside the model.`,
    `Give it as "value" in the settings beside the model.`,
  ],
  [
    'accept them with --map auto, or name others in order with --columns.',
    'accept them with Use These Columns, or name others in order with "columns" in the settings beside the model.',
  ],
  [
    "--map auto took the columns 'a' in file order and left out none.",
    "The accepted proposal took the columns 'a' in file order and left out none.",
  ],
  ['say how large they are with --dim NAME=N', 'say how large they are with "dims" in the settings beside the model'],
  ['say what to feed with --missing.', 'say what to feed with "missing" in the settings beside the model.'],
  [
    "Outputs without a partner: 'a' and 'b', 'c'. Say with --pair OLD=NEW which belong together.",
    "Outputs without a partner: 'a' and 'b', 'c'. Choose below which belong together.",
  ],
  ["If 'a' is now called 'b.c', say so: --pair a=b.c.", "If 'a' is now called 'b.c', choose it below."],
  ['Say which: --predicted LABEL[,PREFIX*].', 'Say which columns hold them.'],
  ['or go on without them with --on-error skip.', 'or go on without them with Skip Failing Rows.'],
  ['Run with a smaller --batch.', 'Run with a smaller --batch in the terminal.'],
  ['Try fewer rows at once (--batch).', 'Try fewer rows at once (--batch in the terminal).'],
  ['Say with --batch N how many rows go together.', 'Say with --batch N in the terminal how many rows go together.'],
  ['for example --encoding windows-1252.', 'for example --encoding windows-1252 in the terminal.'],
  ['say --encoding utf-16le; if it', 'say --encoding utf-16le in the terminal; if it'],
  ['say --decimal . where that is wrong.', 'say --decimal . in the terminal where that is wrong.'],
  [
    'Give another place with --log FILE or ONNX_WORKBENCH_LOG, or run without a log (--no-log).',
    'Give another place with the environment variable ONNX_WORKBENCH_LOG.',
  ],
  ["No input takes the column '--missing': unused.", "No input takes the column '--missing': unused."],
])('%s', (terminal, editor) => {
  expect(inEditorWords(terminal)).toBe(editor);
});
