/** Something to be let go of. The same shape as VS Code's own, so that either fits. */
export interface Disposable {
  dispose(): unknown;
}

/** Holds what has to be let go of together. `add` returns its argument; what arrives late is let go of at once. */
export class DisposableStore implements Disposable {
  private readonly items = new Set<Disposable>();
  private disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.add(item);
    return item;
  }

  /** Forgets an item that was let go of elsewhere. */
  remove(item: Disposable): void {
    this.items.delete(item);
  }

  dispose(): void {
    this.disposed = true;
    for (const item of [...this.items].reverse()) item.dispose();
    this.items.clear();
  }
}
