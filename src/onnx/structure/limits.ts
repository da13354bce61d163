/** A list of changes holds no more than this; totals stand beside it. */
export const MOST_LISTED = 200;
