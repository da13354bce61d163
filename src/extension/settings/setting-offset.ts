import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { SettingPath } from '../../contract/settings-page';

/** Where a setting stands in the text, by its offset; the start of the text where it does not. */
export function offsetOf(text: string, path: SettingPath): number {
  const root = parseTree(text);
  return (root && findNodeAtLocation(root, [...path])?.offset) ?? 0;
}
