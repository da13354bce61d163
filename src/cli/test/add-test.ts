import { InvalidArgumentError, type Command } from 'commander';
import type { CommandContext } from '../context';
import type { ExitCode } from '../exit-code';
import { testCommand, type TestFlags } from './test-command';

/** `test` and its flags. */
export function addTest(program: Command, context: CommandContext, finish: (code: ExitCode) => void): void {
  program
    .command('test')
    .description("Run golden tests: ONNX's own layout, and the tests of models' settings.")
    .argument('<path...>', 'folders with models and their tests, or models')
    .option('--rtol <R>', "relative tolerance (default: the test's own, else 1e-3)", parseTolerance)
    .option('--atol <A>', "absolute tolerance (default: the test's own, else 1e-7)", parseTolerance)
    .option('--json', 'print one JSON object on stdout (docs/json.md)')
    .option('--junit <file>', 'write JUnit XML')
    .addHelpText(
      'after',
      `
Examples:
  $ onnx-workbench test models
  $ onnx-workbench test models/wine.onnx --junit report.xml
  $ onnx-workbench test onnx-backend --rtol 1e-3 --atol 1e-5 --json | jq .failed`,
    )
    .action(async (paths: string[], flags: TestFlags) => {
      finish(await testCommand(context, paths, flags));
    });
}

function parseTolerance(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It has to be a number from 0 on.');
  return value;
}
