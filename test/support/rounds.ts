/** `npm run test:long` runs the long forms: more random cases, more kills, longer soaks. */
const LONG = process.env.WORKBENCH_LONG === '1';

/** How often to repeat something random: `short` in `npm test`, by default twenty times that in the long form. */
export function rounds(short: number, long: number = short * 20): number {
  return LONG ? long : short;
}

/** Numbers from [0, 1) that are the same in every run: a linear congruential generator, constants of Numerical Recipes. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
