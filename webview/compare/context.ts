import type { SliceComparison } from '../../src/contract/comparison';
import type { SideName } from '../../src/contract/side';
import type { ToleranceOptions } from '../../src/contract/tolerance';
import type {
  CompareHostProtocol,
  ComparePageState,
  ComparisonOptions,
  SliceToGate,
} from '../../src/contract/compare-page';
import type { ClassLabel } from '../../src/contract/model';
import type { FilePlace } from '../../src/contract/page';
import type { ViewToWrite } from '../../src/contract/rows-page';
import type { Client } from '../../src/contract/rpc';
import { send } from '../shared/send';
import type { Translate } from '../shared/translate';

/** What every part of the page is drawn from. */
export interface PageContext {
  readonly state: ComparePageState;
  readonly actions: CompareActions;
  readonly t: Translate;
  readonly language: string;
}

/** Rows that a part of the page speaks of. */
export type RowsWanted =
  /** Labels that changed from one class to another, or stayed where both are the same. */
  | { readonly kind: 'labels'; readonly from: ClassLabel; readonly to: ClassLabel }
  | { readonly kind: 'flips' }
  | { readonly kind: 'truth'; readonly change: 'oldRightNewWrong' | 'oldWrongNewRight' | 'bothWrong' }
  /** Those of one output, by the baseline's name, that are out of tolerance. */
  | { readonly kind: 'outOfTolerance'; readonly output: string }
  | ({ readonly kind: 'slice' } & Pick<SliceComparison, 'column' | 'segment'>)
  | { readonly kind: 'row'; readonly row: number };

/** What a person can do on the page. */
export interface CompareActions {
  readonly compare: (choice: ComparisonOptions) => void;
  readonly runAgain: () => void;
  readonly cancel: () => void;
  readonly judge: (tolerance: ToleranceOptions) => void;
  readonly swapSides: () => void;
  readonly exportReport: () => void;
  readonly copyAsCommand: () => void;
  readonly compareLayers: () => void;
  readonly chooseColumns: (side: SideName) => void;
  readonly choosePredicted: (side: SideName) => void;
  /** Shows the rows alone of which a part of the page speaks. */
  readonly showRows: (rows: RowsWanted) => void;
  /** Writes what the data has of these rows to a file. */
  readonly saveRows: (rows: RowsWanted) => void;
  /** Makes a gate of a slice in the candidate's settings. */
  readonly addGate: (slice: SliceToGate) => void;
  readonly openFile: (place: FilePlace) => void;
  readonly openSide: (side: SideName) => void;
  readonly copyLogPath: (log: string) => void;
  readonly showOutput: () => void;
}

/** What the rows of the page are to its actions. */
export interface RowsActions {
  readonly showRows: CompareActions['showRows'];
  /** Undefined where there are no rows. */
  readonly viewOf: (rows: RowsWanted) => ViewToWrite | undefined;
}

export function createActions(host: Client<CompareHostProtocol>, { showRows, viewOf }: RowsActions): CompareActions {
  return {
    compare: (choice) => send(host.compare(choice)),
    runAgain: () => send(host.compare({})),
    cancel: () => send(host.cancel({})),
    judge: (tolerance) => send(host.judge(tolerance)),
    swapSides: () => send(host.swapSides({})),
    exportReport: () => send(host.exportReport({})),
    copyAsCommand: () => send(host.copyAsCommand({})),
    showRows,
    saveRows: (rows) => {
      const view = viewOf(rows);
      if (view) send(host.exportRows({ ...view, keep: 'inputs' }));
    },
    compareLayers: () => send(host.compareLayers({})),
    addGate: (slice) => send(host.addGate(slice)),
    openFile: (place) => send(host.openFile(place)),
    openSide: (side) => send(host.openSide({ side })),
    chooseColumns: (side) => send(host.chooseColumns({ side })),
    choosePredicted: (side) => send(host.choosePredicted({ side })),
    copyLogPath: (log) => send(host.copyLogPath({ log })),
    showOutput: () => send(host.showOutput({})),
  };
}
