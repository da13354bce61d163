import { html, type TemplateResult } from 'lit';
import type { Issue } from '../../../src/contract/issue';
import type { ResultsHostProtocol, ResultsPageState, SettingsWanted } from '../../../src/contract/results-page';
import type { Client } from '../../../src/contract/rpc';
import { fileName } from '../../shared/format';
import { issuesPart } from '../../shared/issues-part';
import { send } from '../../shared/send';
import type { PageContext } from '../context';
import './mapping-step';
import type { MappingHost } from './mapping-step';

/** Whether the page shows the mapping step: the plan stopped, or a person wants to change the columns of a result. */
export function showsMapping({ view, changingColumns }: ResultsPageState): boolean {
  return view.kind === 'stopped' || changingColumns;
}

/** The mapping step of a results page. */
export function mappingPart(context: PageContext, host: Client<ResultsHostProtocol>): TemplateResult {
  const { state, t, language } = context;
  const { subject, view } = state;
  return html`<workbench-mapping
    .host=${mappingHost(context, host)}
    .t=${t}
    language=${language}
    model=${fileName(subject.model)}
    data=${fileName(subject.data)}
    mode=${view.kind === 'stopped' ? 'question' : 'change'}
  ></workbench-mapping>`;
}

/** What the step asks of the extension. */
function mappingHost(context: PageContext, host: Client<ResultsHostProtocol>): MappingHost {
  const { view } = context.state;
  return {
    load: (reading) => host.mapping(reading ? { reading } : {}),
    check: (choice) => host.checkMapping(choice),
    use: (choice, saveSidecar) => send(host.run({ ...(choice ? { mapping: choice } : { map: 'auto' }), saveSidecar })),
    runAgain: () => send(host.runAgain({})),
    cancel: () => send(host.changeColumns({ open: false })),
    createTemplate: () => send(host.createTemplate({})),
    openSettings: () => send(host.openSettings(settingsWanted('issues' in view ? view.issues : []))),
    issues: (issues) => issuesPart(issues, context),
  };
}

/** Codes of issues that ask for an input's one value; all others ask for its columns. */
const ASKS_FOR_VALUE: ReadonlySet<string> = new Set(['input-needs-value', 'scalar-input']);

function settingsWanted(issues: readonly Issue[]): SettingsWanted {
  const inputsOf = (some: readonly Issue[]): string[] => [...new Set(some.flatMap(({ input }) => input ?? []))];
  const errors = issues.filter(({ severity }) => severity === 'error');
  return {
    columns: inputsOf(errors.filter(({ code }) => !ASKS_FOR_VALUE.has(code))),
    values: inputsOf(errors.filter(({ code }) => ASKS_FOR_VALUE.has(code))),
  };
}
