/** A running sum that keeps the low-order digits (Neumaier 1974). */
export interface Sum {
  add(value: number): void;
  total(): number;
}

export function createSum(): Sum {
  let [sum, lost] = [0, 0];
  return {
    add: (value) => {
      const next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
    },
    total: () => (Number.isFinite(lost) ? sum + lost : sum),
  };
}

/** Running mean and sum of squared deviations from it (Welford 1962). */
export interface Spread {
  add(value: number): void;
  /** The sum over all values of (value - mean)^2. */
  squaredDeviations(): number;
}

export function createSpread(): Spread {
  let [count, mean] = [0, 0];
  const squares = createSum();
  return {
    add: (value) => {
      count++;
      const before = value - mean;
      mean += before / count;
      squares.add(before * (value - mean));
    },
    squaredDeviations: () => squares.total(),
  };
}
