import type { RowCondition } from '../../../../src/contract/rows';
import type { Translate } from '../../translate';

/** What every chart is drawn from. */
export interface ChartContext {
  readonly t: Translate;
  readonly language: string;
  /** Shows only the rows that meet a condition, or all again. */
  readonly toggle: (condition: RowCondition) => void;
  readonly holds: (condition: RowCondition) => boolean;
}
