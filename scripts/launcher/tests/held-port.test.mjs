import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { HeldPort } from '../held-port.mjs';

async function listen(port) {
  const server = net.createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('a port is nobody else’s until it is released', async () => {
  const port = await HeldPort.find(47_022, false);
  await assert.rejects(listen(port.number), { code: 'EADDRINUSE' });
  const next = await HeldPort.find(port.number, false);
  assert.ok(next.number > port.number);
  await port.release();
  await port.release();
  await next.release();
  const server = await listen(port.number);
  server.close();
});

test('a port that somebody chose is that one or none, and it is said how to choose another', async () => {
  const port = await HeldPort.find(47_122, false);
  await assert.rejects(HeldPort.find(port.number, true), /--bastion-port \d+$/);
  await port.release();
});
