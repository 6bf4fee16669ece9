import { TestDatabases } from '@backstage/backend-test-utils';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BastionFixture } from './__testUtils__/BastionFixture';

jest.setTimeout(60_000);

const isRoot = process.getuid?.() === 0;

/** Has a folder take no more: as root with a disk that is full, otherwise by taking its files from their owner. */
function fill(folder: string): void {
  if (isRoot) {
    execFileSync(
      'sh',
      ['-c', 'cat /dev/zero > "$1/rest" || true', '-', folder],
      {
        stdio: 'ignore',
      },
    );
    return;
  }
  for (const name of readdirSync(folder, { recursive: true })) {
    chmodSync(join(folder, String(name)), 0o500);
  }
  chmodSync(folder, 0o500);
}

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

it('ends a session whose recording does not fit any more, and begins none', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stagedoor-full-'));
  const recordings = join(directory, 'recordings');
  mkdirSync(recordings);
  if (isRoot) {
    execFileSync('mount', [
      ...['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs'],
      recordings,
    ]);
  }
  let world: BastionFixture | undefined;
  try {
    world = await BastionFixture.create({
      knex: await databases.init('POSTGRES_18'),
      directory,
      hosts: 1,
      recordings,
    });
    const { client } = await world.login();
    const shell = client.shell([], ['prod-1']);
    await shell.says(/\$ /);
    await sleep(1000);
    fill(recordings);
    shell.type('while :; do echo much-output; sleep 0.05; done\n');
    await shell.ended;
    expect(shell.output).toContain('cannot be stored');
    const [session] = await world.sessions();
    expect(session).toMatchObject({ recording: { state: 'torn' } });
    expect(await world.replay(session.id)).toContain('$ ');

    const next = await client.run(['-T'], ['prod-1', 'echo let-in']);
    expect(next.code).not.toBe(0);
    expect(next.stdout.toString()).not.toContain('let-in');
    expect(next.stderr.toString()).toContain(
      '*** The recording of this session cannot be stored, so it does not begin.',
    );
  } finally {
    await world?.stop();
    if (isRoot) {
      execFileSync('umount', ['--lazy', recordings]);
    }
    await rm(directory, { recursive: true, force: true });
  }
});
