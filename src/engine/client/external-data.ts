import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { Client } from '../../contract/rpc';

/**
 * The files beside a model, relative to its folder, that hold its weights; none of a file that cannot be read as a model,
 * of which whatever runs it says what is wrong. `model` is an absolute path.
 */
export async function externalDataOf(
  engine: Pick<Client<EngineProtocol>, 'inspect'>,
  model: string,
): Promise<readonly string[]> {
  try {
    const { externalData } = await engine.inspect({ model, folder: '/' });
    return externalData.map(({ location }) => location);
  } catch (error) {
    if (error instanceof WorkbenchError && error.kind === 'model') return [];
    throw error;
  }
}
