import type { MappingChoice, MappingRequest } from '../../contract/mapping';
import type { BindingOptions } from '../../contract/binding-options';
import type { DataReference, PredictRequest } from '../../contract/predict';
import type { RunChoice, Subject } from '../../contract/results-page';
import { shortPath } from '../paths';
import { linesOf, placedText } from '../selection/selected-text';
import { repeatedOptions, type RepeatedOptions } from './repeat';

/** What is asked of the engine for a subject. Paths inside the folder are relative to it, so that messages are short. */
export function predictRequest(subject: Subject, choice: RunChoice): PredictRequest {
  return {
    model: shortPath(subject.folder, subject.model),
    data: dataOf(subject),
    folder: subject.folder,
    ...chosenOptions(choice),
    saveSidecar: choice.saveSidecar ?? false,
    log: { kind: 'default' },
    pages: true,
    output: { kind: 'none' },
    source: subject.selection ? 'selection' : 'panel',
  };
}

function dataOf({ folder, data, selection }: Subject): DataReference {
  const path = shortPath(folder, data);
  if (!selection) return { kind: 'file', path };
  const { first, last } = linesOf(selection);
  const label = first === last ? `${path}, line ${first}` : `${path}, lines ${first}-${last}`;
  return { kind: 'inline', text: placedText(selection), format: selection.format, file: path, label };
}

const PLAIN: RepeatedOptions = { binding: {}, reading: {}, onError: 'stop' };

/** The options of the run that is repeated, and before them what a person chose. */
function chosenOptions({ settings, map, mapping, onError }: RunChoice): RepeatedOptions {
  return {
    ...(settings ? repeatedOptions(settings) : PLAIN),
    ...(onError && { onError }),
    ...(map && { binding: { map } }),
    ...(mapping && { binding: bindingOf(mapping), reading: mapping.reading }),
  };
}

/** What the mapping step asks of the engine for a subject. */
export function mappingRequest(subject: Subject, choice: RunChoice): MappingRequest {
  const { model, folder, binding, reading } = predictRequest(subject, choice);
  return { model, data: shortPath(subject.folder, subject.data), folder, binding, reading };
}

function bindingOf({ columns, set, dims, truth, id, missing }: MappingChoice): BindingOptions {
  return { columns, set, dims, settings: { truth, id, missing } };
}
