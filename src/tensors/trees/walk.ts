import { END, type Mode, type TreeEnsemble } from '../../onnx/trees/ensemble';
import { meets, type HeldValue } from './held-value';

/** A node on a row's path at which rounding alone may decide where the row goes. */
export interface Met {
  readonly tree: number;
  readonly feature: number;
  readonly threshold: number;
}

export interface Walked {
  readonly met: readonly Met[];
  /** How many nodes the row passed. */
  readonly visits: number;
}

/**
 * Follows one row through all trees as the model does. `row` is what nodes see of each feature; where that is undefined,
 * the rest of the tree is not followed. Nodes that point at each other in a circle are passed once.
 */
export function walkTrees(ensemble: TreeEnsemble, row: readonly (HeldValue | undefined)[]): Walked {
  const met: Met[] = [];
  let visits = 0;
  for (const [place, root] of ensemble.roots.entries()) {
    const tree = ensemble.trees[place] ?? place;
    visits += followTree(ensemble, root, row, (feature, threshold) => void met.push({ tree, feature, threshold }));
  }
  return { met, visits };
}

/** Gives how many nodes the row passed. */
function followTree(
  ensemble: TreeEnsemble,
  root: number,
  row: readonly (HeldValue | undefined)[],
  onMet: (feature: number, threshold: number) => void,
): number {
  const { features, values, modes, whenTrue, whenFalse } = ensemble;
  let node = root;
  let visits = 0;
  while (node !== END && modes[node] !== 'leaf' && visits < modes.length) {
    visits++;
    const feature = features[node] ?? 0;
    const value = row[feature];
    if (!value) break;
    if (isNear(value, values[node] ?? NaN, modes[node]) && isMet(ensemble, node, value))
      onMet(feature, thresholdOf(ensemble, node, value));
    node = (goesTrue(ensemble, node, value.held) ? whenTrue[node] : whenFalse[node]) ?? END;
  }
  return visits;
}

/** False for most nodes, which need no closer look. */
function isNear({ held, rounded, slack }: HeldValue, threshold: number, mode: Mode | undefined): boolean {
  return held === threshold || !rounded || slack > 0 || mode === 'member';
}

/** Whether a value is equal is asked of what Python holds: only a number that rounding has made equal goes another way. */
function isMet({ modes, values, members, exactValues }: TreeEnsemble, node: number, value: HeldValue): boolean {
  const threshold = values[node] ?? NaN;
  switch (modes[node]) {
    case '==':
    case '!=':
      return meets(value, threshold, exactValues) && value.exact !== threshold;
    case 'member':
      return value.exact !== value.held && (members.get(node)?.has(value.held) ?? false);
    default:
      return meets(value, threshold, exactValues);
  }
}

/** Of a set the member that the value has become. */
function thresholdOf({ modes, values }: TreeEnsemble, node: number, value: HeldValue): number {
  return modes[node] === 'member' ? value.held : (values[node] ?? NaN);
}

function goesTrue({ modes, values, members, missingTrue }: TreeEnsemble, node: number, value: number): boolean {
  const mode = modes[node] ?? 'leaf';
  if (mode === '<=' && value === value) return value <= (values[node] ?? NaN);
  if (Number.isNaN(value)) return missingTrue[node] === 1 || mode === '!=';
  if (mode === 'member') return members.get(node)?.has(value) ?? false;
  return holds(mode, value, values[node] ?? NaN);
}

function holds(mode: Exclude<Mode, 'member'>, value: number, threshold: number): boolean {
  switch (mode) {
    case '<=':
      return value <= threshold;
    case '<':
      return value < threshold;
    case '>=':
      return value >= threshold;
    case '>':
      return value > threshold;
    case '==':
      return value === threshold;
    case '!=':
      return value !== threshold;
    case 'leaf':
      return false;
  }
}
