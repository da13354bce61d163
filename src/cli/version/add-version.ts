import type { Command } from 'commander';
import type { CommandContext } from '../context';
import type { ExitCode } from '../exit-code';
import {
  versionDeleteCommand,
  versionListCommand,
  versionRenameCommand,
  versionRestoreCommand,
  versionSaveCommand,
  type VersionFlags,
} from './version-commands';

const MODEL = ['<model>', 'ONNX file'] as const;
const NAME = ['<name>', 'name of the version'] as const;

/** `version` and its commands. */
export function addVersion(program: Command, context: CommandContext, finish: (code: ExitCode) => void): void {
  const version = program
    .command('version')
    .description('Versions of a model that were saved by name, beside it.')
    .helpCommand(false);
  const command = (name: string, description: string, example: string): Command =>
    version
      .command(name)
      .description(description)
      .argument(...MODEL)
      .option('--json', 'print one JSON object on stdout (docs/json.md)')
      .addHelpText('after', `\nExamples:\n  $ onnx-workbench version ${name} ${example}`);
  command('save', 'Keep the model, its weights and its settings as they are now.', "wine.onnx 'before the retrain'")
    .argument(...NAME)
    .option('--note <text>', 'what should be remembered of it')
    .action(async (model: string, name: string, flags: VersionFlags & { readonly note?: string }) => {
      finish(await versionSaveCommand(context, model, name, flags));
    });
  command('list', 'List the saved versions, the newest first.', 'wine.onnx --json').action(
    async (model: string, flags: VersionFlags) => {
      finish(await versionListCommand(context, model, flags));
    },
  );
  command('restore', 'Put a version in the place of the model; what no version has is kept as one.', 'wine.onnx v1')
    .argument(...NAME)
    .action(async (model: string, name: string, flags: VersionFlags) => {
      finish(await versionRestoreCommand(context, model, name, flags));
    });
  command('rename', 'Give a version another name.', 'wine.onnx v1 first')
    .argument(...NAME)
    .argument('<new>', 'its new name')
    .action(async (model: string, name: string, next: string, flags: VersionFlags) => {
      finish(await versionRenameCommand(context, model, name, next, flags));
    });
  command('delete', 'Forget a version, and the content that no other version has.', 'wine.onnx v1')
    .argument(...NAME)
    .action(async (model: string, name: string, flags: VersionFlags) => {
      finish(await versionDeleteCommand(context, model, name, flags));
    });
}
