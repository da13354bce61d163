import type { SupervisedEngineProtocol } from '../contract/engine';
import type { Handlers } from '../contract/rpc';
import { predict } from './jobs/predict';
import { rowsPage } from './jobs/rows';
import { plainCopy, plainPage, plainResiduals, plainSummaries } from './rows/plain';
import { plainChanges, plainExport, plainSlice } from './rows/plain-results';
import type { EngineParts } from './parts';

/** What the engine process answers, job by job. */
export function createHandlers(parts: EngineParts): Handlers<SupervisedEngineProtocol> {
  return {
    inspect: (request) => parts.data.inspect(request),
    expect: (request) => parts.data.expect(request),
    template: (request) => parts.data.template(request),
    fit: (request) => parts.data.fit(request),
    mapping: (request) => parts.data.mapping(request),
    checkMapping: (request) => parts.data.checkMapping(request),
    pythonCode: (request) => parts.data.pythonCode(request),
    predict: (request, context) => predict(parts, request, context),
    rows: (request) => (request.view ? plainPage(parts.logs, request) : rowsPage(parts.logs, request)),
    summaries: (request) => plainSummaries(parts.logs, request),
    residuals: (request) => plainResiduals(parts.logs, request),
    slice: (request) => plainSlice(parts.logs, request),
    exportRows: (request) => plainExport(parts.logs, request),
    copyRows: (request) => plainCopy(parts.logs, request),
    changes: (request) => plainChanges(parts.logs, request),
    logPath: (request) => parts.logs.path(request),
    logList: (request) => parts.logs.list(request),
    logModels: (request) => parts.logs.models(request),
    logShow: (request) => parts.logs.show(request),
    logUpdate: (request) => parts.logs.update(request),
    logDelete: (request) => parts.logs.delete(request),
    failRuns: (request) => parts.logs.failRuns(request),
  };
}
