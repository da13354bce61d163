import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          setupFiles: ['test/support/seeded-properties.ts'],
          // Some end processes and watch files, on a machine that does other things too: what fails twice fails, and what
          // was tried again is said.
          retry: 1,
          // A machine under load is slow, not wrong.
          expect: { poll: { timeout: 10_000 } },
          testTimeout: process.env.WORKBENCH_LONG === '1' ? 600_000 : 30_000,
          pool: 'forks',
        },
      },
      {
        test: {
          name: 'ui',
          include: ['test/ui/**/*.test.ts'],
          setupFiles: ['test/support/picture-on-failure.ts'],
          // A machine under load may lose a click; what fails twice fails, and what was tried again is said.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000, interval: 100 } },
          fileParallelism: false,
          pool: 'forks',
        },
      },
    ],
  },
});
