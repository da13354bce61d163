/** " Did you mean 'x' for 'y'?" for names that differ only by case, spaces, underscores or one letter; else nothing. */
export function closest(missing: readonly string[], known: readonly string[]): string {
  const pairs = missing.flatMap((name) => {
    const alike = known.filter((other) => other !== '' && isAlike(name, other));
    return alike.length === 1 ? [`'${alike[0]}' for '${name}'`] : [];
  });
  return pairs.length === 0 ? '' : ` Did you mean ${pairs.slice(0, 5).join(', ')}?`;
}

function isAlike(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  return a === b || (Math.min(a.length, b.length) >= 4 && differsByOneLetter(a, b));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}

function differsByOneLetter(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  return short.slice(at + (short.length === long.length ? 1 : 0)) === long.slice(at + 1);
}
