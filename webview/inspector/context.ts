import type { InspectorContent, InspectorHostProtocol, InspectorState } from '../../src/contract/inspector-page';
import type { Client } from '../../src/contract/rpc';
import { send } from '../shared/send';
import type { Translate } from '../shared/translate';

export type ModelContent = Extract<InspectorContent, { kind: 'model' }>;

/** What a person can do on the page, beside the form. */
export interface InspectorActions {
  readonly runPrediction: () => void;
  readonly createTemplate: (format: 'csv' | 'json') => void;
  readonly openRun: (run: string) => void;
  readonly showAllRuns: () => void;
  readonly openModel: () => void;
  readonly openSettings: () => void;
  readonly rememberSize: (dim: string, size: number) => void;
  readonly copy: (text: string) => void;
  readonly manageTrust: () => void;
  readonly drop: (uris: readonly string[]) => void;
}

/** What every part of the page is drawn from. */
export interface PartContext {
  readonly state: InspectorState;
  readonly actions: InspectorActions;
  readonly t: Translate;
  readonly language: string;
}

export function createActions(host: Client<InspectorHostProtocol>): InspectorActions {
  return {
    runPrediction: () => send(host.runPrediction({})),
    createTemplate: (format) => send(host.createTemplate({ format })),
    openRun: (run) => send(host.openRun({ run })),
    showAllRuns: () => send(host.showAllRuns({})),
    openModel: () => send(host.openModel({})),
    openSettings: () => send(host.openSettings({})),
    rememberSize: (dim, size) => send(host.rememberSize({ dim, size })),
    copy: (text) => send(host.copy({ text })),
    manageTrust: () => send(host.manageTrust({})),
    drop: (uris) => send(host.drop({ uris })),
  };
}
