/** Tries are long where a model is large: what so many do not find is not looked for further. */
const MOST_TRIES = 100;

/**
 * The items that `accepts` takes, where it refuses all of them together: by halves, as often as needed. Undefined where
 * too many halves are refused.
 */
export async function acceptedItems<T>(
  items: readonly T[],
  accepts: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[] | undefined> {
  const accepted: T[] = [];
  const open: (readonly T[])[] = [items];
  for (let tries = 0; ; tries++) {
    const part = open.pop();
    if (!part) return accepted;
    if (tries > MOST_TRIES) return undefined;
    if (tries > 0 && (await accepts(part))) accepted.push(...part);
    else if (part.length > 1) {
      const middle = Math.ceil(part.length / 2);
      open.push(part.slice(middle), part.slice(0, middle));
    }
  }
}
