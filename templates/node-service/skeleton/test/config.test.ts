import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config.ts';
import { spawnService } from './startProcess.ts';

test('an empty environment gives working defaults', () => {
  const config = readConfig({});
  assert.equal(config.port, ${{ values.port }});
  assert.equal(config.logLevel, 'info');
});

test('values are read from the environment', () => {
  const config = readConfig({ PORT: '9090', LOG_LEVEL: 'debug' });
  assert.equal(config.port, 9090);
  assert.equal(config.logLevel, 'debug');
});

test('every wrong value is named at once', () => {
  assert.throws(
    () => readConfig({ PORT: '80a', LOG_LEVEL: 'loud', SHUTDOWN_DELAY_MS: '-1' }),
    (error: Error) =>
      ['PORT', 'LOG_LEVEL', 'SHUTDOWN_DELAY_MS'].every(key =>
        error.message.includes(key),
      ),
  );
});

test('the process refuses to start with a wrong value, and says which', async t => {
  const service = spawnService(t, { PORT: '99999' });
  assert.equal(await service.exit, 78);
  assert.match(service.output(), /PORT must be a whole number/);
});
