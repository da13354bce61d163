import type { SignatureChange, Structure } from '../../contract/compare';
import type { ValueInfo } from '../../contract/model';
import type { ReadModel } from '../prediction/model';

/** How the signatures of two models differ. */
export function structureOf(baseline: ReadModel, candidate: ReadModel): Structure {
  const [before, after] = [baseline.analysis.summary, candidate.analysis.summary];
  const signature = [
    ...changesOf('input', before.inputs, after.inputs),
    ...changesOf('output', before.outputs, after.outputs),
  ];
  return { status: 'different', signature };
}

function changesOf(
  of: 'input' | 'output',
  before: readonly ValueInfo[],
  after: readonly ValueInfo[],
): readonly SignatureChange[] {
  const gone = before.filter(({ name }) => !after.some((other) => other.name === name));
  const come = after.filter(({ name }) => !before.some((other) => other.name === name));
  const renamed = isRenamed(gone, come);
  const common = before.flatMap((one) => {
    const other = after.find(({ name }) => name === one.name);
    return other ? sameName(of, one, other) : [];
  });
  if (renamed) return [...common, { of, change: 'renamed', baseline: renamed[0], candidate: renamed[1] }];
  return [
    ...common,
    ...gone.map(({ name }): SignatureChange => ({ of, change: 'removed', baseline: name, candidate: null })),
    ...come.map(({ name }): SignatureChange => ({ of, change: 'added', baseline: null, candidate: name })),
  ];
}

/** One that went and one that came, of the same type and shape. */
function isRenamed(gone: readonly ValueInfo[], come: readonly ValueInfo[]): readonly [string, string] | undefined {
  const [one] = gone;
  const [other] = come;
  if (!one || !other || gone.length > 1 || come.length > 1) return undefined;
  return one.type === other.type && sizes(one) === sizes(other) ? [one.name, other.name] : undefined;
}

function sameName(of: 'input' | 'output', one: ValueInfo, other: ValueInfo): readonly SignatureChange[] {
  const changes: SignatureChange[] = [];
  if (one.type !== other.type)
    changes.push({
      of,
      change: 'type',
      baseline: `${one.name}: ${one.type}`,
      candidate: `${other.name}: ${other.type}`,
    });
  if (sizes(one) !== sizes(other))
    changes.push({
      of,
      change: 'shape',
      baseline: `${one.name}: ${sizes(one)}`,
      candidate: `${other.name}: ${sizes(other)}`,
    });
  return changes;
}

/** Names of free dimensions are no part of a shape. */
function sizes({ shape }: ValueInfo): string {
  return shape ? `[${shape.map((dim) => (typeof dim === 'number' ? dim : '?')).join(', ')}]` : 'unknown';
}
