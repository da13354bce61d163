import { Command, Option } from 'commander';
import { version } from '../../package.json';
import { addCompare } from './compare/add-compare';
import type { CommandContext } from './context';
import { EXIT, type ExitCode } from './exit-code';
import { collectColumns, collectDim, collectValue, parseCount, parseDelimiter, parseKeep } from './flags';
import { inspectCommand } from './inspect/inspect-command';
import { logListCommand, logPathCommand, logShowCommand, type LogFlags } from './log/log-commands';
import { predictCommand } from './predict/predict-command';
import type { PredictFlags } from './predict/predict-request';
import { addTest } from './test/add-test';
import { addVersion } from './version/add-version';

/** The command line. `finish` takes the exit code of the command that ran. */
export function createProgram(context: CommandContext, finish: (code: ExitCode) => void): Command {
  const program = new Command('onnx-workbench')
    .description('Predict with ONNX models on your data, see what did not fit, and keep a log of every run.')
    .version(version)
    .helpCommand(false)
    .showHelpAfterError('(add --help for the flags)')
    .exitOverride()
    .configureHelp({ showGlobalOptions: false });
  addPredict(program, context, finish);
  addCompare(program, context, finish);
  addTest(program, context, finish);
  addInspect(program, context, finish);
  addLog(program, context, finish);
  addVersion(program, context, finish);
  program.addHelpText(
    'after',
    `
Examples:
  $ onnx-workbench predict wine.onnx wine.csv
  $ onnx-workbench compare old.onnx new.onnx --data wine.csv
  $ onnx-workbench test models
  $ onnx-workbench inspect wine.onnx
  $ onnx-workbench log list
  $ onnx-workbench version save wine.onnx v1

Exit codes: ${EXIT.ok} done, ${EXIT.failed} it ran and something failed, ${EXIT.usage} it could not run, ${EXIT.cancelled} Ctrl-C.`,
  );
  return program;
}

function addPredict(program: Command, context: CommandContext, finish: (code: ExitCode) => void): void {
  program
    .command('predict')
    .description('Run a model on the rows of a file.')
    .argument('<model>', 'ONNX file')
    .argument('[data]', "CSV, TSV, JSON, JSONL, .npy, .npz, .pb, Parquet or Arrow file; '-' reads standard input")
    .option('--out <file>', "write .csv, .json, .jsonl or .parquet; '-' writes CSV to stdout")
    .option('--json', 'print one JSON object on stdout (docs/json.md)')
    .option('--keep <columns>', 'input columns of the output: all, id, none, or names separated by commas', parseKeep)
    .option('--safe-cells', 'write no cell of a CSV that a spreadsheet would run as a formula')
    .option('--columns <[INPUT=]a,b,c>', 'columns that feed an input, in order; repeatable', collectColumns)
    .addOption(new Option('--map <how>', 'accept the proposed columns').choices(['auto']))
    .option('--save-sidecar', 'write what was bound to the settings beside the model')
    .option('--set <INPUT=VALUE>', 'one value for an input that no column feeds; repeatable', collectValue)
    .option('--sidecar <file>', 'settings to use instead of those beside the model')
    .option('--dim <NAME=N>', 'size of a symbolic dimension; repeatable', collectDim)
    .option('--missing <rule>', 'nan, error, or a value for empty cells')
    .addOption(new Option('--on-error <how>', 'at a row that does not fit (default: stop)').choices(['stop', 'skip']))
    .option('--delimiter <character>', "delimiter of a CSV, or 'tab'", parseDelimiter)
    .addOption(new Option('--decimal <character>', 'decimal mark of a CSV').choices(['.', ',']))
    .option('--encoding <name>', 'encoding of a text file that is not UTF-8, such as latin1')
    .option('--generate <rows>', 'predict made-up rows instead of a file: does the model run?', parseCount)
    .option('--batch <rows>', 'rows in one run of the model', parseCount)
    .option('--truth <column|file>', 'true labels or values, for metrics')
    .option('--log <file>', 'log to this file')
    .option('--no-log', 'do not log this run')
    .addHelpText(
      'after',
      `
Examples:
  $ onnx-workbench predict wine.onnx wine.csv                          a table on a terminal, CSV in a pipe
  $ onnx-workbench predict wine.onnx wine.csv --out predictions.parquet
  $ onnx-workbench predict wine.onnx wine.csv --json | jq .metrics
  $ onnx-workbench predict wine.onnx wine.csv --map auto --save-sidecar
  $ onnx-workbench predict m.onnx d.csv --columns 'age,"city, country"' --set training=false
  $ onnx-workbench predict wine.onnx --generate 5
  $ cat wine.csv | onnx-workbench predict wine.onnx - --out -`,
    )
    .action(async (model: string, data: string | undefined, flags: PredictFlags) => {
      finish(await predictCommand(context, model, data, flags));
    });
}

function addInspect(program: Command, context: CommandContext, finish: (code: ExitCode) => void): void {
  program
    .command('inspect')
    .description('Show what a model takes and gives, without loading its weights.')
    .argument('<model>', 'ONNX file')
    .option('--json', 'print one JSON object on stdout (docs/json.md)')
    .addHelpText(
      'after',
      `
Examples:
  $ onnx-workbench inspect wine.onnx
  $ onnx-workbench inspect wine.onnx --json | jq .inputs`,
    )
    .action(async (model: string, flags: { readonly json?: true }) => {
      finish(await inspectCommand(context, model, flags));
    });
}

function addLog(program: Command, context: CommandContext, finish: (code: ExitCode) => void): void {
  const log = program
    .command('log')
    .description('The runs that were logged, from the terminal and from the editor.')
    .helpCommand(false);
  const near = '[model]';
  const nearHelp = 'a model or folder whose log is meant (default: this folder)';
  log
    .command('list')
    .description('List the latest runs.')
    .argument(near, nearHelp)
    .option('--json', 'print one JSON object on stdout (docs/json.md)')
    .option('--limit <n>', 'at most this many runs (default: 20)', parseCount)
    .option('--log <file>', 'read this log')
    .addHelpText(
      'after',
      '\nExamples:\n  $ onnx-workbench log list\n  $ onnx-workbench log list models/wine.onnx --limit 5 --json',
    )
    .action(async (path: string | undefined, flags: LogFlags) => {
      finish(await logListCommand(context, path, flags));
    });
  log
    .command('show')
    .description('Show one run.')
    .argument('<run>', 'id of the run')
    .argument(near, nearHelp)
    .option('--json', 'print one JSON object on stdout (docs/json.md)')
    .option('--log <file>', 'read this log')
    .addHelpText('after', '\nExamples:\n  $ onnx-workbench log show 0199c0de-0000-7000-8000-000000000000')
    .action(async (run: string, path: string | undefined, flags: LogFlags) => {
      finish(await logShowCommand(context, run, path, flags));
    });
  log
    .command('path')
    .description('Print where runs are logged.')
    .argument(near, nearHelp)
    .option('--log <file>', 'the log to use')
    .addHelpText('after', '\nExamples:\n  $ onnx-workbench log path\n  $ onnx-workbench log path models/wine.onnx')
    .action(async (path: string | undefined, flags: LogFlags) => {
      finish(await logPathCommand(context, path, flags));
    });
}
