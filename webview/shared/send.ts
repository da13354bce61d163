/** Calls the extension and goes on. It tells of its own errors; a call that fails otherwise has no page any more to say so on. */
export function send(call: Promise<unknown>): void {
  call.catch(() => undefined);
}
