/**
 * Sends values one after the other and drops those that were overtaken: while one is under way only the newest waits.
 * A failed send is forgotten, because the page that it was meant for is gone.
 */
export function sendLatest<T>(send: (value: T) => Promise<unknown>): (value: T) => void {
  let waiting: { readonly value: T } | undefined;
  let busy = false;

  const pump = async (): Promise<void> => {
    busy = true;
    while (waiting) {
      const { value } = waiting;
      waiting = undefined;
      await send(value).catch(() => undefined);
    }
    busy = false;
  };
  return (value) => {
    waiting = { value };
    if (!busy) void pump();
  };
}
