import * as vscode from 'vscode';
import { WorkbenchError } from '../../contract/issue';

/** Something was dropped of which nothing holds rows. `name`: the first of it; absent where it is in no file. */
export function notData(name: string | undefined): WorkbenchError {
  return new WorkbenchError('usage', {
    code: 'not-data',
    message:
      name === undefined
        ? vscode.l10n.t('What was dropped is not a file on disk. Save it in a folder, then drop it from there.')
        : vscode.l10n.t(
            '{0} holds no rows that a model could take. Drop a CSV, JSON, JSON Lines, NumPy, Parquet, Arrow or TensorProto file.',
            name,
          ),
  });
}
