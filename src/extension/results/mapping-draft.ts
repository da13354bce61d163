import type { DataOptions } from '../../contract/binding-options';
import type { EngineProtocol } from '../../contract/engine';
import type { Issue } from '../../contract/issue';
import type { Mapping, MappingChoice } from '../../contract/mapping';
import type { RunChoice, Subject } from '../../contract/results-page';
import type { Client } from '../../contract/rpc';
import { issuesInEditorWords } from '../wording';
import { mappingRequest } from './request';
import { afterChoice } from './run-choice';

/** What is chosen in the mapping step and has not run yet: a hidden page forgets its own. */
export interface MappingDraft {
  /** What the step shows: under the draft, else under what is kept; with `reading`, afresh with the file read so. */
  mapping(subject: Subject, kept: RunChoice, reading?: DataOptions): Promise<Mapping>;
  /** Says what the plan thinks of a choice, and keeps it. */
  check(subject: Subject, choice: MappingChoice): Promise<readonly Issue[]>;
  forget(): void;
}

export function createMappingDraft(engine: Pick<Client<EngineProtocol>, 'mapping' | 'checkMapping'>): MappingDraft {
  let draft: MappingChoice | undefined;
  const forget = (): void => {
    draft = undefined;
  };
  return {
    mapping: async (subject, kept, reading) => {
      if (reading) forget();
      const request = reading
        ? { ...mappingRequest(subject, {}), reading }
        : mappingRequest(subject, draft ? afterChoice(kept, { mapping: draft }) : kept);
      return inWords(await engine.mapping(request));
    },
    check: async (subject, choice) => {
      draft = choice;
      return issuesInEditorWords(await engine.checkMapping(mappingRequest(subject, { mapping: choice })));
    },
    forget,
  };
}

function inWords(mapping: Mapping): Mapping {
  const { issues, reading } = mapping;
  return {
    ...mapping,
    issues: issuesInEditorWords(issues),
    reading: { ...reading, odd: issuesInEditorWords(reading.odd) },
  };
}
