/** |candidate - baseline| <= atol + rtol * |baseline|. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** What the user says of tolerance; what is absent comes from the settings, else from the dtype. */
export interface ToleranceOptions {
  readonly rtol?: number;
  readonly atol?: number;
  /** By the baseline's name of an output. */
  readonly outputs?: Readonly<Record<string, Partial<Tolerance>>>;
  /** `sum` (NumPy's, the default), or `both`: fails only where atol and rtol are both exceeded. */
  readonly rule?: 'sum' | 'both';
  /** What is told, but decides neither the verdict nor the gate `tolerance`. */
  readonly ignore?: Ignored;
}

/** Differences that do not count. */
export interface Ignored {
  /** Outputs by the baseline's name, else the candidate's: their values, dtype and shape, and that they have no partner. */
  readonly outputs?: readonly string[];
  /** Outputs without a partner. */
  readonly unpaired?: boolean;
  readonly dtype?: boolean;
  readonly shape?: boolean;
  /** Elements that are finite on one side only, or NaN on one and infinite on the other. */
  readonly nonFinite?: boolean;
  /** Labels that changed. Outputs that hold labels have to be ignored by their names. */
  readonly flips?: boolean;
}
