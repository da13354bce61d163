import type { Finished } from '../workers/data-protocol';

/** What is known of a prediction that did not come to its end. */
export const NOTHING_FINISHED: Finished = {
  kept: false,
  rows: 0,
  skipped: 0,
  issues: [],
  parse: 0,
  bind: 0,
  write: 0,
  dataSha256: null,
};
