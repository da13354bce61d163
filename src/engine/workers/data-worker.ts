import { parentPort, workerData } from 'node:worker_threads';
import { reviveError } from '../../contract/errors';
import { Peer } from '../../contract/rpc';
import { createDataHandlers } from '../data-handlers';
import { portTransport } from '../transport';
import type { DataHostProtocol, DataProtocol } from './data-protocol';

/** Entry of the thread that reads, binds and writes. */
if (!parentPort) throw new Error('The data worker is started by the engine.');
const peer = new Peer(portTransport(parentPort), { revive: reviveError });
const { privateFolder } = workerData as { privateFolder: string };
peer.serve<DataProtocol>(createDataHandlers(peer.client<DataHostProtocol>(), privateFolder));
