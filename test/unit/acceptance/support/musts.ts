import type { Must } from './must-checks';
import { BINDING_MUSTS } from './musts/binding-musts';
import { NATURAL_MUSTS } from './musts/natural-musts';
import { READING_MUSTS } from './musts/reading-musts';
import { SHARED_MUSTS } from './musts/shared-musts';
import { SIGNATURE_MUSTS } from './musts/signature-musts';

/** The meaning of every `must` line, by its text. */
export const MUSTS: ReadonlyMap<string, Must> = new Map(
  Object.entries({ ...SHARED_MUSTS, ...SIGNATURE_MUSTS, ...BINDING_MUSTS, ...READING_MUSTS, ...NATURAL_MUSTS }),
);
