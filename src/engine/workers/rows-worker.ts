import { parentPort, workerData } from 'node:worker_threads';
import { Peer } from '../../contract/rpc';
import { createRowsHandlers } from '../rows/handlers';
import { portTransport } from '../transport';
import { createUnfinished } from '../unfinished';
import type { RowsProtocol } from './rows-protocol';

/** Entry of the thread that reads logged rows: sorting a million of them keeps neither a prediction nor its cancel waiting. */
if (!parentPort) throw new Error('The rows worker is started by the engine.');
const { privateFolder } = workerData as { privateFolder: string };
new Peer(portTransport(parentPort)).serve<RowsProtocol>(createRowsHandlers(createUnfinished(privateFolder)));
