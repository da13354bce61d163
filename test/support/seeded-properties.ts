import fc from 'fast-check';

/** Properties try the same cases in every run; another seed is one variable away. */
fc.configureGlobal({ seed: Number(process.env.WORKBENCH_SEED ?? 1) });
