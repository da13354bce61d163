import { basename } from 'node:path';
import { fileKind, isSettingsFile } from '../pick/kinds';

const DATA_SET = /[/\\]test_data_set_\d+([/\\]|$)/;

/** Whether what happened to a file or folder may change which golden tests there are. */
export function changesTests(path: string, event: 'written' | 'came' | 'went'): boolean {
  if (isSettingsFile(path)) return true;
  if (event === 'written') return false;
  // A folder that is moved here tells only of itself.
  return fileKind(path) === 'model' || DATA_SET.test(path) || (event === 'came' && !basename(path).includes('.'));
}
