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
  /** `either` (NumPy's sum of both, the default), or `both`: fails only where atol and rtol are both exceeded. */
  readonly rule?: 'sum' | 'both';
}
