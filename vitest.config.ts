import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/support/run.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Most of a file's time went into importing the app and learning from the knowledge: a process does both once for all its files.
    isolate: false,
    maxWorkers: availableParallelism(),
  },
});
