import type { SupervisedEngineProtocol } from '../contract/engine';
import type { Handlers } from '../contract/rpc';
import { predict } from './jobs/predict';
import { rowsPage } from './jobs/rows';
import type { EngineParts } from './parts';

/** What the engine process answers, job by job. */
export function createHandlers(parts: EngineParts): Handlers<SupervisedEngineProtocol> {
  return {
    inspect: (request) => parts.data.inspect(request),
    fit: (request) => parts.data.fit(request),
    mapping: (request) => parts.data.mapping(request),
    checkMapping: (request) => parts.data.checkMapping(request),
    predict: (request, context) => predict(parts, request, context),
    rows: (request) => rowsPage(parts.logs, request),
    logPath: (request) => parts.logs.path(request),
    logList: (request) => parts.logs.list(request),
    logModels: (request) => parts.logs.models(request),
    logShow: (request) => parts.logs.show(request),
    logUpdate: (request) => parts.logs.update(request),
    logDelete: (request) => parts.logs.delete(request),
    failRuns: (request) => parts.logs.failRuns(request),
  };
}
