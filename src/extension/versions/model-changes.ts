import { DisposableStore, type Disposable } from '../disposables';

/** What is used of version 1 of the API of VS Code's Git. */
export interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: Listen<GitRepository>;
  readonly onDidCloseRepository: Listen<GitRepository>;
}

export interface GitRepository {
  readonly state: {
    readonly workingTreeChanges: readonly GitChange[];
    readonly indexChanges: readonly GitChange[];
    readonly onDidChange: Listen<undefined>;
  };
}

interface GitChange {
  readonly uri: { readonly path: string };
  readonly status: number;
}

type Listen<T> = (listener: (event: T) => unknown) => Disposable;

/** As Git's API numbers them: changed or renamed, in the index or not, or of another type. HEAD has the file then. */
const CHANGED_SINCE_HEAD = new Set([0, 3, 5, 10, 11]);

/** Tells at first, and whenever it becomes otherwise, whether a model is other than HEAD has it. */
export function followModelChanges(git: GitApi, tell: (changed: boolean) => void): Disposable {
  const store = new DisposableStore();
  const followed = new Map<GitRepository, Disposable>();
  let told: boolean | undefined;
  const look = (): void => {
    const changed = [...followed.keys()].some(hasChangedModel);
    if (changed !== told) tell((told = changed));
  };
  const open = (repository: GitRepository): void => {
    followed.set(repository, store.add(repository.state.onDidChange(look)));
  };
  store.add(
    git.onDidOpenRepository((repository) => {
      open(repository);
      look();
    }),
  );
  store.add(
    git.onDidCloseRepository((repository) => {
      const listening = followed.get(repository);
      followed.delete(repository);
      listening?.dispose();
      if (listening) store.remove(listening);
      look();
    }),
  );
  git.repositories.forEach(open);
  look();
  return store;
}

function hasChangedModel({ state }: GitRepository): boolean {
  return [...state.workingTreeChanges, ...state.indexChanges].some(
    ({ uri, status }) => CHANGED_SINCE_HEAD.has(status) && uri.path.toLowerCase().endsWith('.onnx'),
  );
}
