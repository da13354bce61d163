import { describe, expect, it } from 'vitest';
import { followModelChanges, type GitApi, type GitRepository } from '../../../../src/extension/versions/model-changes';

type Change = GitRepository['state']['workingTreeChanges'][number];

const MODIFIED = 5;
const UNTRACKED = 7;
const INDEX_ADDED = 1;
const INDEX_RENAMED = 3;

function emitter<T>(): {
  readonly listen: (listener: (event: T) => unknown) => { dispose(): void };
  fire(event: T): void;
} {
  const listeners = new Set<(event: T) => unknown>();
  return {
    listen: (listener) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    fire: (event) => listeners.forEach((listener) => listener(event)),
  };
}

function repository(): GitRepository & { change(tree: readonly Change[], index?: readonly Change[]): void } {
  const changed = emitter<undefined>();
  const state = {
    workingTreeChanges: [] as readonly Change[],
    indexChanges: [] as readonly Change[],
    onDidChange: changed.listen,
  };
  return {
    state,
    change: (tree, index = []) => {
      state.workingTreeChanges = tree;
      state.indexChanges = index;
      changed.fire(undefined);
    },
  };
}

const change = (path: string, status: number): Change => ({ uri: { path }, status });

function follow(...repositories: GitRepository[]): {
  readonly told: boolean[];
  readonly opened: ReturnType<typeof emitter<GitRepository>>;
  readonly closed: ReturnType<typeof emitter<GitRepository>>;
  readonly stop: () => void;
} {
  const [opened, closed] = [emitter<GitRepository>(), emitter<GitRepository>()];
  const git: GitApi = { repositories, onDidOpenRepository: opened.listen, onDidCloseRepository: closed.listen };
  const told: boolean[] = [];
  const following = followModelChanges(git, (changed) => told.push(changed));
  return { told, opened, closed, stop: () => void following.dispose() };
}

describe('whether a model has changed since HEAD', () => {
  it('is told at first, and when it becomes otherwise', () => {
    const one = repository();
    const { told } = follow(one);
    one.change([change('/a/train.py', MODIFIED)]);
    one.change([change('/a/train.py', MODIFIED), change('/a/Wine.ONNX', MODIFIED)]);
    one.change([change('/a/Wine.ONNX', MODIFIED)]);
    one.change([], [change('/a/wine.onnx', INDEX_RENAMED)]);
    one.change([]);
    expect(told).toEqual([false, true, false]);
  });

  it.each([
    ['is not tracked', [change('/a/new.onnx', UNTRACKED)], []],
    ['is new in the index', [], [change('/a/new.onnx', INDEX_ADDED)]],
  ])('is not so of one that %s: HEAD has no such file', (_what, tree, index) => {
    const one = repository();
    const { told } = follow(one);
    one.change(tree, index);
    expect(told).toEqual([false]);
  });

  it('is asked of repositories that open, until they close', () => {
    const [one, other] = [repository(), repository()];
    const { told, opened, closed, stop } = follow(one);
    other.change([change('/b/wine.onnx', MODIFIED)]);
    expect(told).toEqual([false]);
    opened.fire(other);
    expect(told).toEqual([false, true]);
    closed.fire(other);
    expect(told).toEqual([false, true, false]);
    opened.fire(other);
    stop();
    other.change([]);
    expect(told).toEqual([false, true, false, true]);
  });
});
