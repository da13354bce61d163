import { describe, expect, test } from 'vitest';
import { END, type Mode, type TreeEnsemble } from '../../../../src/onnx/trees/ensemble';
import type { Step } from '../../../../src/onnx/trees/features';
import { heldValue } from '../../../../src/tensors/trees/held-value';
import { walkTrees, type Met } from '../../../../src/tensors/trees/walk';

const ROUND: Step = { kind: 'round' };

interface NodeOf {
  readonly mode: Mode;
  readonly feature?: number;
  readonly value?: number;
  readonly whenTrue?: number;
  readonly whenFalse?: number;
  readonly missingTrue?: boolean;
  readonly members?: readonly number[];
}

function ensembleOf(nodes: readonly NodeOf[], more: Partial<TreeEnsemble> = {}): TreeEnsemble {
  return {
    roots: Int32Array.of(0),
    trees: Int32Array.of(7),
    features: Int32Array.from(nodes, ({ feature = 0 }) => feature),
    values: Float64Array.from(nodes, ({ value = 0 }) => value),
    exactValues: false,
    modes: nodes.map(({ mode }) => mode),
    whenTrue: Int32Array.from(nodes, ({ whenTrue = END }) => whenTrue),
    whenFalse: Int32Array.from(nodes, ({ whenFalse = END }) => whenFalse),
    missingTrue: Uint8Array.from(nodes, ({ missingTrue }) => (missingTrue === true ? 1 : 0)),
    members: new Map(nodes.flatMap(({ members }, node) => (members ? [[node, new Set(members)] as const] : []))),
    ...more,
  };
}

/** What a row of these numbers meets, each rounded to float32 and nothing else. */
function metBy(ensemble: TreeEnsemble, row: readonly number[], steps: readonly Step[] = [ROUND]): readonly Met[] {
  return walkTrees(
    ensemble,
    row.map((value, position) => heldValue({ input: 'x', position, steps }, value)),
  ).met;
}

/** Nearest float32 of .1, which is a little above it. */
const TENTH = Math.fround(0.1);
const ABOVE = TENTH + 2 ** -40;

describe('a threshold that rounding meets', () => {
  test.each<readonly [Mode, number, boolean]>([
    ['<=', ABOVE, true],
    ['<', ABOVE, true],
    ['>=', 0.1, true],
    ['>', 0.1, true],
    ['<=', 0.11, false],
    ['==', ABOVE, true],
    ['!=', ABOVE, true],
    ['==', TENTH, false],
    ['!=', TENTH, false],
  ])('%s %f: %s', (mode, value, isMet) => {
    const met = metBy(ensembleOf([{ mode, value: TENTH }]), [value]);
    expect(met).toEqual(isMet ? [{ tree: 7, feature: 0, threshold: TENTH }] : []);
  });

  test('is a member that a number has become', () => {
    const ensemble = ensembleOf([{ mode: 'member', members: [TENTH, 3] }]);
    expect(metBy(ensemble, [ABOVE])).toEqual([{ tree: 7, feature: 0, threshold: TENTH }]);
    expect(metBy(ensemble, [3])).toEqual([]);
    expect(metBy(ensemble, [0.2])).toEqual([]);
  });

  test('is an id beyond 2^24 that float32 does not hold', () => {
    const ensemble = ensembleOf([{ mode: '<=', value: 2 ** 24 }]);
    expect(metBy(ensemble, [2 ** 24 + 1])).toHaveLength(1);
    expect(metBy(ensemble, [2 ** 24 + 2])).toEqual([]);
  });

  test('is one that was rounded while the number was not; none where both are float64', () => {
    const nodes: readonly NodeOf[] = [{ mode: '<=', value: TENTH }];
    expect(metBy(ensembleOf(nodes), [0.1], [])).toHaveLength(1);
    expect(metBy(ensembleOf(nodes, { exactValues: true }), [0.1], [])).toEqual([]);
  });

  test('is on the path of the row alone', () => {
    const ensemble = ensembleOf([
      { mode: '<=', value: 5, whenTrue: 1, whenFalse: 2 },
      { mode: '<=', feature: 1, value: TENTH },
      { mode: '<=', feature: 2, value: TENTH },
    ]);
    expect(metBy(ensemble, [4, ABOVE, ABOVE]).map(({ feature }) => feature)).toEqual([1]);
    expect(metBy(ensemble, [6, ABOVE, ABOVE]).map(({ feature }) => feature)).toEqual([2]);
  });
});

describe('a number that is calculated before the trees', () => {
  /** Of times in seconds, as StandardScaler does it. */
  const scaler: readonly Step[] = [
    ROUND,
    { kind: 'subtract', by: 1_700_000_000 },
    { kind: 'multiply', by: Math.fround(1 / 1000) },
  ];

  test('meets a threshold that the error of the calculation reaches', () => {
    const ensemble = ensembleOf([{ mode: '<=', value: Math.fround(1.53) }]);
    expect(metBy(ensemble, [1_700_001_530], scaler)).toHaveLength(1);
    expect(metBy(ensemble, [1_700_002_530], scaler)).toEqual([]);
  });

  test('goes on from what stands in for a missing one', () => {
    const steps: readonly Step[] = [ROUND, { kind: 'replace', marker: NaN, by: TENTH }];
    const ensemble = ensembleOf([{ mode: '<=', value: TENTH }]);
    expect(metBy(ensemble, [NaN], steps)).toHaveLength(1);
    expect(metBy(ensemble, [1], steps)).toEqual([]);
  });
});

describe('a path', () => {
  test.each([
    [true, 1],
    [false, 2],
  ])('with a missing value follows what the node says (%s)', (missingTrue, feature) => {
    const ensemble = ensembleOf([
      { mode: '<=', value: 1, whenTrue: 1, whenFalse: 2, missingTrue },
      { mode: '<=', feature: 1, value: TENTH },
      { mode: '<=', feature: 2, value: TENTH },
    ]);
    expect(metBy(ensemble, [NaN, ABOVE, ABOVE]).map((met) => met.feature)).toEqual([feature]);
  });

  test('ends where a number is not known', () => {
    const ensemble = ensembleOf([
      { mode: '<=', feature: 3, value: 1, whenTrue: 1, whenFalse: 1 },
      { mode: '<=', value: TENTH },
    ]);
    expect(metBy(ensemble, [ABOVE])).toEqual([]);
  });

  test('ends although its nodes point at each other', () => {
    const ensemble = ensembleOf([
      { mode: '<=', value: 1, whenTrue: 1, whenFalse: 1 },
      { mode: '<=', value: 1, whenTrue: 0, whenFalse: 0 },
    ]);
    expect(walkTrees(ensemble, [heldValue({ input: 'x', position: 0, steps: [ROUND] }, 0)]).visits).toBe(2);
  });
});
