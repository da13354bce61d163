import type { SupervisedEngineProtocol } from '../contract/engine';
import type { RowsOrigin } from '../contract/rows';
import type { Handlers } from '../contract/rpc';
import { reportOf } from '../compare/report';
import { compare } from './jobs/compare';
import { compareAgain } from './jobs/compare-again';
import { compareLayers } from './jobs/compare-layers';
import { predict } from './jobs/predict';
import { runTest } from './jobs/run-test';
import type { EngineParts } from './parts';
import { isMarked } from './rows/marked';
import { createPages } from './rows/pages';
import { showsAll } from './rows/view';
import type { RowsPlace } from './workers/rows-protocol';

/** What the engine process answers, job by job. */
export function createHandlers(parts: EngineParts): Handlers<SupervisedEngineProtocol> {
  const pages = createPages(parts.logs);
  const placed = <T extends RowsOrigin>(request: T): T & RowsPlace => ({ ...request, ...parts.logs.placeOf(request) });
  return {
    inspect: (request) => parts.data.inspect(request),
    expect: (request) => parts.data.expect(request),
    template: (request) => parts.data.template(request),
    fit: (request) => parts.data.fit(request),
    mapping: (request) => parts.data.mapping(request),
    checkMapping: (request) => parts.data.checkMapping(request),
    pythonCode: (request) => parts.data.pythonCode(request),
    predict: (request, context) => predict(parts, request, context),
    compare: (request, context) => compare(parts, request, context),
    compareAgain: (request) => compareAgain(parts, request),
    compareLayers: (request, context) => compareLayers(parts, request, context),
    structure: (request, { signal }) => parts.data.structure(request, { signal }),
    compareReport: ({ comparison, format, safeCells }) => reportOf(comparison, format, safeCells),
    findTests: (request) => parts.data.findTests(request),
    runTest: (request, context) => runTest(parts, request, context),
    rows: (request, { signal }) =>
      showsAll(request.view) && !isMarked(request.result)
        ? pages(request)
        : parts.rows.rows(placed(request), { signal }),
    summaries: (request, { signal }) => parts.rows.summaries(placed(request), { signal }),
    residuals: (request, { signal }) => parts.rows.residuals(placed(request), { signal }),
    slice: (request, { signal }) => parts.rows.slice(placed(request), { signal }),
    whole: (request, { signal }) => parts.rows.whole(placed(request), { signal }),
    exportRows: (request, { signal }) => parts.rows.exportRows(placed(request), { signal }),
    copyRows: (request, { signal }) => parts.rows.copyRows(placed(request), { signal }),
    changes: ({ before, after }, { signal }) =>
      parts.rows.changes({ before: placed(before), after: placed(after) }, { signal }),
    logPath: (request) => parts.logs.path(request),
    logList: (request) => parts.logs.list(request),
    logModels: (request) => parts.logs.models(request),
    logShow: (request) => parts.logs.show(request),
    logUpdate: (request) => parts.logs.update(request),
    logDelete: (request) => parts.logs.delete(request),
    failRuns: (request) => parts.logs.failRuns(request),
  };
}
