import type { CommandHandlers } from '../commands/contract';
import { createCompareRowCommands, type CompareRowParts } from './compare-row-commands';
import { createCompareVersionCommands } from './compare-version-commands';
import { createSavedVersionCommands, type SavedVersionParts } from './saved-version-commands';
import type { VersionCommandId } from './lazy-commands';

export type VersionCommandParts = CompareRowParts & SavedVersionParts;

/** All that can be done with versions: a file of its own, loaded with the first of these commands. */
export function createVersionCommands(parts: VersionCommandParts): Pick<CommandHandlers, VersionCommandId> {
  return {
    ...createCompareVersionCommands(parts),
    ...createCompareRowCommands(parts),
    ...createSavedVersionCommands(parts),
  };
}
