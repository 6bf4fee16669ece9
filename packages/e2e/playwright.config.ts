import { execFileSync } from 'node:child_process';
import { mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { defineConfig } from '@playwright/test';

const port = Number(process.env.STAGEDOOR_E2E_PORT ?? 7411);
// Set by hand to try a test against a platform that runs already.
const given = process.env.STAGEDOOR_URL;

// One database for the whole run, empty at its start; the workers inherit the variable.
if (!given && !process.env.STAGEDOOR_E2E_DATA) {
  process.env.STAGEDOOR_E2E_DATA = mkdtempSync(
    path.join(tmpdir(), 'stagedoor-e2e-'),
  );
  chmodSync(process.env.STAGEDOOR_E2E_DATA, 0o711);
}

export default defineConfig({
  testDir: '.',
  outputDir: '../../.stagedoor/e2e',
  // One after the other on the platform that they share, and beside them those that start and kill platforms of their own.
  workers: 2,
  projects: [
    {
      name: 'shared platform',
      testMatch: 'src/**/*.spec.ts',
      testIgnore: 'src/durability.spec.ts',
      workers: 1,
    },
    {
      name: 'own platforms',
      testMatch: ['src/durability.spec.ts', 'oidc/*.spec.ts'],
      workers: 1,
    },
  ],
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A browser on a busy machine may stall once. What fails twice is broken; what failed once is printed.
  retries: 1,
  use: {
    baseURL: given ?? `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: execFileSync('sh', ['-c', 'command -v chromium'], {
        encoding: 'utf8',
      }).trim(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: given
    ? undefined
    : {
        command: `node scripts/start.mjs --port ${port} --data "${process.env.STAGEDOOR_E2E_DATA}"`,
        cwd: path.resolve(__dirname, '../..'),
        url: `http://localhost:${port}/.backstage/health/v1/readiness`,
        timeout: 180_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
        stdout: 'ignore',
        stderr: 'pipe',
      },
});
