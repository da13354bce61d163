import { Option, type Command } from 'commander';
import type { CommandContext } from '../context';
import type { ExitCode } from '../exit-code';
import { collectDim, collectValue, parseCount, parseDelimiter } from '../flags';
import { compareCommand } from './compare-command';
import {
  collectIgnored,
  collectPair,
  collectSideColumns,
  collectText,
  collectTolerance,
  parsePredicted,
  parseShare,
  type CompareFlags,
} from './compare-flags';

/** `compare` and its flags. */
export function addCompare(program: Command, context: CommandContext, finish: (code: ExitCode) => void): void {
  program
    .command('compare')
    .description('Say what changed between two models, or between a model and predictions made elsewhere.')
    .argument(
      '<baseline>',
      "ONNX file; git:REV:path, version:NAME, 'predictions:' (columns of --data), predictions:FILE, or run:ID",
    )
    .argument('<candidate>', 'the same: what is judged by the baseline')
    .option('--data <file>', "rows to compare on, as for predict; '-' reads standard input")
    .option('--truth <column|file>', 'true labels or values')
    .option('--on <column>', 'column that joins rows of several files')
    .option('--pair <OLD=NEW>', 'outputs that belong together under different names; repeatable', collectPair)
    .option(
      '--predicted <LABEL[,PREFIX*]>',
      'columns that hold predictions, where they have no usual names',
      parsePredicted,
    )
    .option(
      '--gate <condition>',
      "what has to hold: 'accuracy >= .9', 'change accuracy >= -1%', tolerance; repeatable",
      collectText,
    )
    .option('--max-flips <N%>', 'share of labels that may change', parseShare)
    .option('--rtol <[OUTPUT=]R>', 'relative tolerance; repeatable', collectTolerance)
    .option('--atol <[OUTPUT=]A>', 'absolute tolerance; repeatable', collectTolerance)
    .option('--layers', 'compare what each operator of the models computes, and name the first that leaves tolerance')
    .addOption(
      new Option(
        '--rule <how>',
        'fail where atol + rtol * |baseline| is exceeded (sum), or both by themselves',
      ).choices(['sum', 'both']),
    )
    .option(
      '--ignore <what>',
      'dtype, shape, non-finite, unpaired, flips or output=NAME: told, but not counted; repeatable',
      collectIgnored,
    )
    .option('--slices', 'look for segments of a column in which the candidate is worse')
    .option('--json', 'print one JSON object on stdout (docs/json.md)')
    .option('--md', 'print Markdown on stdout')
    .option('--safe-cells', 'write no cell of Markdown that a spreadsheet would run as a formula')
    .option('--html <file>', 'write a report that is one file')
    .option('--junit <file>', 'write gates and outputs as JUnit XML')
    .option(
      '--columns <[SIDE:][INPUT=]a,b,c>',
      'columns that feed an input, in order, of both models or of baseline: or candidate: alone; repeatable',
      collectSideColumns,
    )
    .addOption(new Option('--map <how>', 'accept the proposed columns').choices(['auto']))
    .option('--set <INPUT=VALUE>', 'one value for an input that no column feeds; repeatable', collectValue)
    .option('--sidecar <file>', 'settings to use instead of those beside the models')
    .option('--dim <NAME=N>', 'size of a symbolic dimension; repeatable', collectDim)
    .option('--missing <rule>', 'nan, error, or a value for empty cells')
    .option('--delimiter <character>', "delimiter of a CSV, or 'tab'", parseDelimiter)
    .addOption(new Option('--decimal <character>', 'decimal mark of a CSV').choices(['.', ',']))
    .option('--encoding <name>', 'encoding of a text file that is not UTF-8, such as latin1')
    .option('--batch <rows>', 'rows in one run of the models', parseCount)
    .option('--fetch', 'download what a version in Git needs and this machine does not have')
    .option('--log <file>', 'log to this file')
    .option('--no-log', 'do not log this run')
    .addHelpText(
      'after',
      `
Examples:
  $ onnx-workbench compare old.onnx new.onnx --data holdout.csv --truth churn
  $ onnx-workbench compare old.onnx new.onnx --data holdout.csv --max-flips 1% --gate 'accuracy >= .9'
  $ onnx-workbench compare git:HEAD:model.onnx model.onnx --data holdout.csv    did the last export change anything?
  $ onnx-workbench compare predictions: model.onnx --data with-y_pred.csv       is the export right?
  $ onnx-workbench compare predictions:sklearn.parquet model.onnx --data rows.csv --on id
  $ onnx-workbench compare old.onnx new.onnx --data rows.csv --html report.html --junit report.xml`,
    )
    .action(async (baseline: string, candidate: string, flags: CompareFlags) => {
      finish(await compareCommand(context, baseline, candidate, flags));
    });
}
