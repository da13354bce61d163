import { Transferred, type Client, type Handlers } from '../contract/rpc';
import { makeTemplate, readExpectation } from './prediction/expectation';
import { fitFiles } from './prediction/fit';
import { inspectModel } from './prediction/inspect';
import { checkMapping, readMapping } from './prediction/mapping';
import { openPrediction, type OpenPrediction } from './prediction/open-prediction';
import type { Outlet } from './prediction/output';
import { pythonCode } from './prediction/python-code';
import { createComparisonHandlers } from './comparison/handlers';
import { readStructures } from './comparison/structure';
import { createLayerHandlers } from './layers/handlers';
import { createGoldenHandlers } from './golden/handlers';
import { createUnfinished } from './unfinished';
import { buffersOf } from './transport';
import type { CompleteResult, DataHostProtocol, DataProtocol } from './workers/data-protocol';

/** What the data thread answers; predictions under way are held by their job. `privateFolder` is of this process alone. */
export function createDataHandlers(host: Client<DataHostProtocol>, privateFolder: string): Handlers<DataProtocol> {
  const jobs = new Map<string, OpenPrediction>();
  const unfinished = createUnfinished(privateFolder);
  const comparisons = createComparisonHandlers(host, privateFolder);
  const of = (job: string): OpenPrediction => {
    const open = jobs.get(job);
    if (!open) throw new Error(`No prediction ${job}.`);
    return open;
  };
  return {
    ...comparisons.handlers,
    ...createGoldenHandlers(),
    ...createLayerHandlers(),
    alive: () => undefined,
    inspect: (request) => inspectModel(request),
    structure: (request, { signal }) => readStructures(request, signal),
    expect: (request) => readExpectation(request),
    template: (request) => makeTemplate(request),
    fit: (request) => fitFiles(request),
    mapping: (request) => readMapping(request),
    checkMapping: (request) => checkMapping(request),
    pythonCode: (request) => pythonCode(request),
    prepare: async ({ job, request }) => {
      const outlet: Outlet = { write: (bytes) => host.write({ result: job, bytes }), unfinished };
      const opened = await openPrediction(request, outlet, comparisons.jointOf(job));
      if (opened.kind === 'stopped') return opened;
      jobs.set(job, opened.open);
      return opened.prepared;
    },
    next: (job) => of(job).next(),
    complete: async ({ job, answers }) => handed(await of(job).complete(answers)),
    explain: (request) => of(request.job).explain(request),
    explainLoad: ({ job, message }) => of(job).explainLoad(message),
    finish: async ({ job, keepOutput }, { signal }) => {
      const open = of(job);
      jobs.delete(job);
      return open.finish(keepOutput, signal);
    },
  };
}

/** The rows for the log are handed over: they are gone here. */
function handed(result: CompleteResult): Transferred<CompleteResult> {
  const rows = result.kind === 'completed' ? result.completed.rows : undefined;
  return new Transferred(result, buffersOf([rows]));
}
