import type { CallContext, Handlers, Protocol } from '../../contract/rpc';

/** Handlers whose errors are told to the user in the window: the page that asked has no place for them. */
export function reporting<P extends Protocol<P>>(report: (error: unknown) => void, handlers: Handlers<P>): Handlers<P> {
  type Handler = (argument: never, context: CallContext) => unknown;
  const reported = Object.entries<Handler>(handlers).map(([name, handle]) => [
    name,
    async (argument: never, context: CallContext): Promise<void> => {
      try {
        await handle(argument, context);
      } catch (error) {
        report(error);
      }
    },
  ]);
  return Object.fromEntries(reported) as Handlers<P>;
}
