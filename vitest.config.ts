import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Many tests wait for servers and processes: leaving a core free would only make them longer.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // Some walk through all 126 notes, and a busy machine is no failure.
          testTimeout: 30_000,
          include: ['tests/*.test.ts'],
          // The command line is tested as it is installed.
          globalSetup: 'tests/build.ts',
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
