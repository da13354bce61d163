import type { AttributeValues } from './attribute-values';

/** How a node compares a feature with its value; `leaf` compares nothing. Numbers are those of the operator TreeEnsemble. */
export const MODES = ['<=', '<', '>=', '>', '==', '!=', 'member', 'leaf'] as const;

export type Mode = (typeof MODES)[number];

/** What becomes of a tree's end: there is no node to go to. */
export const END = -1;

/** The trees of one operator. A node is a place in the lists. */
export interface TreeEnsemble {
  /** The first node of each tree, and what the model calls the tree. */
  readonly roots: Int32Array;
  readonly trees: Int32Array;
  /** Which feature of the row a node looks at. */
  readonly features: Int32Array;
  readonly values: Float64Array;
  /** Whether values that are compared with a float64 are float64 too. */
  readonly exactValues: boolean;
  readonly modes: readonly Mode[];
  /** Where a row goes for which the comparison holds, and where another; `END` is a leaf. */
  readonly whenTrue: Int32Array;
  readonly whenFalse: Int32Array;
  /** 1 where a missing value goes with those for which the comparison holds. */
  readonly missingTrue: Uint8Array;
  /** The values of nodes that ask for membership. */
  readonly members: ReadonlyMap<number, ReadonlySet<number>>;
}

export type Attributes = ReadonlyMap<string, AttributeValues>;

/** Trees as TreeEnsembleClassifier and TreeEnsembleRegressor have them; undefined where lists do not fit each other. */
export function classicEnsemble(attributes: Attributes): TreeEnsemble | undefined {
  const numbers = (name: string): readonly number[] => attributes.get(name)?.numbers ?? [];
  const trees = numbers('nodes_treeids');
  const ids = numbers('nodes_nodeids');
  const values = attributes.has('nodes_values_as_tensor') ? numbers('nodes_values_as_tensor') : numbers('nodes_values');
  const modes = (attributes.get('nodes_modes')?.texts ?? []).map((text) => CLASSIC_MODES.get(text));
  const features = numbers('nodes_featureids');
  const known = modes.every((mode) => mode !== undefined);
  if (!known || !sameLength([trees, ids, values, modes, features])) return undefined;
  const placeOf = placeFinder(trees, ids);
  const target = (name: string): Int32Array =>
    Int32Array.from(numbers(name), (id, node) => (modes[node] === 'leaf' ? END : placeOf(trees[node] ?? 0, id)));
  const roots = trees.flatMap((tree, node) => (tree === trees[node - 1] ? [] : [node]));
  return {
    roots: Int32Array.from(roots),
    trees: Int32Array.from(roots, (node) => trees[node] ?? 0),
    features: Int32Array.from(features),
    values: Float64Array.from(values),
    exactValues: attributes.has('nodes_values_as_tensor'),
    modes,
    whenTrue: target('nodes_truenodeids'),
    whenFalse: target('nodes_falsenodeids'),
    missingTrue: Uint8Array.from(numbers('nodes_missing_value_tracks_true')),
    members: new Map(),
  };
}

const CLASSIC_MODES: ReadonlyMap<string, Mode> = new Map([
  ['BRANCH_LEQ', '<='],
  ['BRANCH_LT', '<'],
  ['BRANCH_GTE', '>='],
  ['BRANCH_GT', '>'],
  ['BRANCH_EQ', '=='],
  ['BRANCH_NEQ', '!='],
  ['LEAF', 'leaf'],
]);

/** The node of that id in a tree, `END` where there is none. Nodes of a tree nearly always stand in the order of their ids. */
function placeFinder(trees: readonly number[], ids: readonly number[]): (tree: number, id: number) => number {
  const first = new Map<number, number>();
  for (const [node, tree] of trees.entries()) if (tree !== trees[node - 1] && !first.has(tree)) first.set(tree, node);
  let all: ReadonlyMap<string, number> | undefined;
  return (tree, id) => {
    const likely = (first.get(tree) ?? END) + id;
    if (trees[likely] === tree && ids[likely] === id) return likely;
    all ??= new Map(trees.map((own, node) => [`${own} ${ids[node] ?? 0}`, node]));
    return all.get(`${tree} ${id}`) ?? END;
  };
}

/** Trees as TreeEnsemble of ai.onnx.ml 5 has them; undefined where lists do not fit each other. */
export function newEnsemble(attributes: Attributes): TreeEnsemble | undefined {
  const numbers = (name: string): readonly number[] => attributes.get(name)?.numbers ?? [];
  const values = numbers('nodes_splits');
  const modes = numbers('nodes_modes').map((mode) => (mode < MODES.indexOf('leaf') ? MODES[mode] : undefined));
  const features = numbers('nodes_featureids');
  const known = modes.every((mode) => mode !== undefined);
  if (!known || !sameLength([values, modes, features])) return undefined;
  const target = (side: 'true' | 'false'): Int32Array => {
    const leaves = numbers(`nodes_${side}leafs`);
    return Int32Array.from(numbers(`nodes_${side}nodeids`), (node, at) =>
      leaves[at] === 1 || node < 0 || node >= modes.length ? END : node,
    );
  };
  const roots = Int32Array.from(numbers('tree_roots'));
  return {
    roots,
    trees: roots.map((_, tree) => tree),
    features: Int32Array.from(features),
    values: Float64Array.from(values),
    exactValues: true,
    modes,
    whenTrue: target('true'),
    whenFalse: target('false'),
    missingTrue: Uint8Array.from(numbers('nodes_missing_value_tracks_true')),
    members: membersOf(modes, numbers('membership_values')),
  };
}

/** One list for all nodes that ask for membership: the sets follow each other, with NaN between them. */
function membersOf(modes: readonly Mode[], values: readonly number[]): ReadonlyMap<number, ReadonlySet<number>> {
  const members = new Map<number, ReadonlySet<number>>();
  let at = 0;
  for (const [node, mode] of modes.entries()) {
    if (mode !== 'member') continue;
    const own = new Set<number>();
    for (; at < values.length; at++) {
      const value = values[at] ?? NaN;
      if (Number.isNaN(value)) break;
      own.add(value);
    }
    at++;
    members.set(node, own);
  }
  return members;
}

function sameLength(lists: readonly (readonly unknown[])[]): boolean {
  return lists.every(({ length }) => length === lists[0]?.length);
}
