import { TestDatabases } from '@backstage/backend-test-utils';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RealAccess } from '../__testUtils__/RealAccess';
import { until } from '../__testUtils__/startAccessBackend';

jest.setTimeout(120_000);

describe('access, in earnest', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let world: RealAccess;

  beforeAll(async () => {
    world = await RealAccess.start(databases);
  });

  afterAll(() => world?.stop());

  const revoke = (grant: number) =>
    world.platform
      .call('post', `/grants/${grant}/revocation`, 'dara')
      .send({ comment: 'Enough seen' })
      .expect(200);

  it('is asked for, approved by another, used, taken away with the terminal, and replayed', async () => {
    const { ask, audited, call, certify, review } = world.platform;
    const [{ pinned }] = world.hosts;
    const request = await ask('ana', {
      account: world.account,
      hosts: [pinned.ref],
    });
    await review('ana', request).expect(403);
    const { body } = await review('amir', request).expect(200);
    const client = await world.certify(body.grant);

    const shell = client.shell([], ['real-1']);
    await shell.says(/recorded/);
    shell.type('echo seen-$((40+2))\n');
    await shell.says(/seen-42/);
    const [session] = await world.listSessions(body.grant);
    expect(session).toMatchObject({
      state: 'active',
      host: { name: 'real-1', address: pinned.address },
    });

    await revoke(body.grant);
    await shell.ended;
    expect(shell.output).toContain('taken away: Enough seen');
    await until(
      async () =>
        (await world.listSessions(body.grant))[0].state === 'terminated',
    );
    for (const who of ['amir', 'eva', 'chen']) {
      expect(await world.replay(session.id, who)).toContain('seen-42');
    }
    await call('get', `/sessions/${session.id}/recording`, 'finn').expect(404);
    expect(audited).toContain('access-recording-replay ok user:default/eva');

    const publicKey = world.readHostKey('real-1');
    await certify('ana', body.grant, { publicKey }).expect(403);
    expect(await client.run(['-T'], ['real-1', 'true'])).toMatchObject({
      code: 255,
    });
    const { body: holders } = await call(
      'get',
      `/holders?host=${pinned.ref}`,
      'dara',
    ).expect(200);
    expect(holders.hosts).toMatchObject([{ holders: [] }]);
  });

  it('ends with the terminal when it is given back, and when its time is over', async () => {
    const { call, knex } = world.platform;
    for (const [words, end] of [
      [
        'given back',
        (grant: number) => call('post', `/grants/${grant}/return`, 'ana'),
      ],
      [
        'time of this access is over',
        (grant: number) =>
          knex('grants')
            .where({ id: grant })
            .update({ ends_at: knex.fn.now() }),
      ],
    ] as const) {
      const { id } = await world.open();
      const shell = (await world.certify(id)).shell([], ['real-2']);
      await shell.says(/recorded/);
      await end(id);
      await shell.ended;
      expect(shell.output).toContain(words);
    }
  });

  it('outlasts a certificate that runs out, and lets nobody in with it again', async () => {
    const { knex } = world.platform;
    const { id } = await world.open();
    const client = await world.certify(id);
    const shell = client.shell([], ['real-2']);
    await shell.says(/recorded/);
    await knex('certificates')
      .where({ grant_id: id })
      .update({ valid_to: knex.fn.now() });
    shell.type('sleep 3; echo lives-$((1+1))\n');
    await shell.says(/lives-2/);
    expect(await client.run(['-T'], ['real-2', 'true'])).toMatchObject({
      code: 255,
    });
    const next = await world.certify(id);
    expect(await next.run(['-T'], ['real-2', 'true'])).toMatchObject({
      code: 0,
    });
    await revoke(id);
    await shell.ended;
    expect(shell.output).toContain('taken away');
  });

  it('opens each host to the account that was granted, and no host beside them', async () => {
    const { open } = world.platform;
    const { id } = await open({
      account: world.account,
      hosts: ['resource:default/real-1'],
    });
    const client = await world.certify(id);
    const { stdout } = await client.run(['-T'], ['real-1', 'id -un']);
    expect(stdout.toString().trim()).toBe(world.account);
    for (const name of ['real-2', 'real-3']) {
      const { code, stderr } = await client.run(['-T'], [name, 'true']);
      expect(code).toBe(77);
      expect(stderr).toContain('It is for real-1');
    }
  });

  it('opens no host that somebody describes anew in a namespace of their own', async () => {
    const { entities, open } = world.platform;
    const real = entities.find(({ metadata }) => metadata.name === 'real-1')!;
    const namesake = structuredClone(real);
    namesake.metadata.namespace = 'mine';
    Object.assign(namesake.metadata.annotations!, {
      'stagedoor.dev/host-key': world.readHostKey('real-1'),
    });
    entities.push(namesake);
    const enter = async (ref: string) => {
      const { id } = await open({ account: world.account, hosts: [ref] });
      const client = await world.certify(id);
      return client.run(['-T'], ['real-1', 'echo let-in']);
    };
    const refused = await enter('resource:mine/real-1');
    expect(refused.stdout.toString()).toBe('');
    expect(refused.stderr).toContain(
      "real-1 does not take the platform's certificate",
    );
    const { stdout } = await enter('resource:default/real-1');
    expect(stdout.toString()).toBe('let-in\n');
  });

  describe('a connection on which nothing runs', () => {
    it('begins nothing once the access is over', async () => {
      const { id } = await world.open();
      const client = await world.certify(id);
      const shared = ['-o', `ControlPath=${join(world.directory, 'idle')}`];
      const master = client.start(['-M', '-N', ...shared]);
      const through = () =>
        client.run(
          ['-T', '-o', 'ControlMaster=no', ...shared],
          ['real-1', 'echo let-in'],
        );
      // The control: until then it does, without another login.
      await until(async () => {
        const { code } = await client.run(['-O', 'check', ...shared]);
        return code === 0;
      });
      expect((await through()).stdout.toString()).toBe('let-in\n');
      const logins = countLogins();

      await revoke(id);
      const after = await through();
      expect(after.stdout.toString()).toBe('');
      expect(after.code).toBe(77);
      expect(after.stderr).toContain('does not let you in any more');
      expect(countLogins()).toBe(logins);
      master.stop();
      await master.ended;
    });
  });

  function countLogins(): number {
    return world.bastion.daemon.output.split('Accepted publickey').length;
  }

  describe('the revocation list of the bastion', () => {
    it.each<[string, (file: string) => void]>([
      ['empty, which lets sshd itself let everybody in', f => truncateSync(f)],
      ['unreadable', f => writeFileSync(f, 'SSHKRL\n\0 and then nonsense')],
    ])('lets nobody in who was revoked while it is %s', async (_, spoil) => {
      const { id } = await world.open();
      const client = await world.certify(id);
      const control = await client.run(['-T'], ['real-1', 'true']);
      expect(control.code).toBe(0);
      await world.bastion.refreshRevocations();
      spoil(world.bastion.revocations);
      await revoke(id);
      expect(await client.run(['-T'], ['real-1', 'true'])).toMatchObject({
        code: 255,
      });
      // It mends itself at the next look, and lets others in again.
      await world.bastion.refreshRevocations();
      const other = await world.certify((await world.open()).id);
      const next = await other.run(['-T'], ['real-1', 'true']);
      expect(next.code).toBe(0);
    });
  });

  describe('the annotation stagedoor.dev/host-key', () => {
    const logIn = async () => {
      const client = await world.certify((await world.open()).id);
      return client.run(['-T'], ['real-3', 'echo let-in']);
    };

    it('is the only key that a bastion takes from a host', async () => {
      world.describeHost('real-3', {
        'stagedoor.dev/host-key': world.readHostKey('real-3'),
      });
      expect((await logIn()).stdout.toString()).toBe('let-in\n');
      // The host has a certificate of the platform, which does not count any more.
      world.describeHost('real-3', {
        'stagedoor.dev/host-key': world.readHostKey('real-2'),
      });
      const { code, stderr, stdout } = await logIn();
      expect([code, stdout.toString()]).toEqual([255, '']);
      expect(stderr).toContain('Host key verification failed');
      world.describeHost('real-3', {});
      expect((await logIn()).stdout.toString()).toBe('let-in\n');
    });

    it('stops a request where it is no key, saying so', async () => {
      const hosts = ['resource:default/real-3'];
      for (const line of ['ssh-ed25519 AAAA', 'none', '* ssh-rsa x']) {
        world.describeHost('real-3', { 'stagedoor.dev/host-key': line });
        const { body } = await world.platform
          .call('post', '/requests', 'ana')
          .send({
            account: world.account,
            hosts,
            minutes: 5,
            reason: 'Look at stuck refunds',
          })
          .expect(409);
        expect(body.error.message).toContain('stagedoor.dev/host-key');
      }
      world.describeHost('real-3', {});
    });
  });
});
