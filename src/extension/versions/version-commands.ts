import { createCompareRowCommands, type CompareRowParts } from './compare-row-commands';
import { createCompareVersionCommands } from './compare-version-commands';
import { createSavedVersionCommands, type SavedVersionParts } from './saved-version-commands';

export type VersionCommandParts = CompareRowParts & SavedVersionParts;

export type VersionCommands = ReturnType<typeof createCompareVersionCommands> &
  ReturnType<typeof createCompareRowCommands> &
  ReturnType<typeof createSavedVersionCommands>;

/** All that can be done with versions: a file of its own, loaded with the first of these commands. */
export function createVersionCommands(parts: VersionCommandParts): VersionCommands {
  return {
    ...createCompareVersionCommands(parts),
    ...createCompareRowCommands(parts),
    ...createSavedVersionCommands(parts),
  };
}
