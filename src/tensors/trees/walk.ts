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
 * Follows one row through all trees as the model does. `valueOf` gives what a node sees of a feature; where that is
 * undefined, the rest of the tree is not followed. Nodes that point at each other in a circle are passed once.
 */
export function walkTrees(ensemble: TreeEnsemble, valueOf: (feature: number) => HeldValue | undefined): Walked {
  const met: Met[] = [];
  let visits = 0;
  for (const [place, root] of ensemble.roots.entries()) {
    let node = root;
    for (let left = ensemble.modes.length; left > 0 && node !== END && ensemble.modes[node] !== 'leaf'; left--) {
      visits++;
      const feature = ensemble.features[node] ?? 0;
      const value = valueOf(feature);
      if (!value) break;
      if (isMet(ensemble, node, value))
        met.push({ tree: ensemble.trees[place] ?? place, feature, threshold: thresholdOf(ensemble, node, value) });
      node = (goesTrue(ensemble, node, value.held) ? ensemble.whenTrue[node] : ensemble.whenFalse[node]) ?? END;
    }
  }
  return { met, visits };
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
