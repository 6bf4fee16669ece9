import { TestDatabases } from '@backstage/backend-test-utils';
import { listProcesses } from '@stagedoor/test-programs';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RealAccess, token } from '../__testUtils__/RealAccess';
import { until } from '../__testUtils__/startAccessBackend';

jest.setTimeout(120_000);

/** Typed where nothing is shown, in two parts that come in different chunks. */
const typed = ['canary-typed-8d1f', 'and-its-rest-62c9'];
/** Shown, in two parts. Each surface has such a word, which is found there by the same search. */
const shown = ['control-shown-33', 'and-its-rest-44'];

describe('what is secret', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let world: RealAccess;
  /** Where it could turn up: a surface's whole text. */
  const surfaces: Record<string, string> = {};
  const secrets: Record<string, string[]> = {};

  /** The parts of a private key that nobody may see, line by line. */
  function readKey(file: string): string[] {
    return (
      readFileSync(file, 'utf8')
        .split('\n')
        .filter(line => line.length > 20 && !line.startsWith('-----'))
        // The first lines are the same for every key, and the next hold its public half.
        .slice(2)
    );
  }

  function readFolder(folder: string): string {
    return readdirSync(folder, { recursive: true })
      .map(name => join(folder, String(name)))
      .filter(file => statSync(file).isFile())
      .map(file => readFileSync(file, 'utf8'))
      .join('\n');
  }

  function readEnvironment(pid: number): string {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8');
    } catch {
      // It has ended, or may not be looked into.
      return '';
    }
  }

  beforeAll(async () => {
    world = await RealAccess.start(databases);
    const { platform } = world;
    const urls: string[] = [];
    platform.backend.server.prependListener('request', ({ url, headers }) =>
      urls.push(`${url} ${headers.referer ?? ''}`),
    );
    const { id } = await world.open();
    const client = await world.certify(id);
    const shell = client.shell([], ['real-1']);
    await shell.says(/\$ /);
    const { temporary } = world.bastion;
    const [folder] = readdirSync(temporary);

    const processes = new Set<string>();
    let isOver = false;
    const looking = (async () => {
      while (!isOver) {
        for (const { command, pid } of listProcesses()) {
          processes.add(`${command} ${readEnvironment(pid)}`);
        }
        await sleep(20);
      }
    })();

    shell.type(
      'stty -echo; printf "a""sk:"; read -r a; stty echo; echo "got ${#a}"\n',
    );
    await shell.says(/ask:/);
    await sleep(300);
    shell.type(typed[0]);
    // Longer than a chunk of a recording is kept back.
    await sleep(1200);
    shell.type(`${typed[1]}\n`);
    await shell.says(/got \d+/);
    shell.type(`printf ${shown[0]}; sleep 1.2; printf '%s\\n' ${shown[1]}\n`);
    await shell.says(new RegExp(shown.join('')));
    const sessionKey = readKey(join(temporary, folder, 'key'));
    shell.type('exit\n');
    await shell.ended;
    await client.run(['-T'], ['real-2', 'echo control-command; sleep 0.5']);

    // A private key where a public one is asked for.
    const privateKey = readFileSync(client.options.key, 'utf8');
    const { body: refusal } = await platform
      .certify('ana', id, { publicKey: privateKey, saveAs: 'mine' })
      .expect(400);
    isOver = true;
    await looking;

    const recordings = [];
    const answers = [JSON.stringify(refusal)];
    for (const session of await world.listSessions(id)) {
      recordings.push(await world.replay(session.id, 'amir'));
    }
    for (const path of [
      ...['/requests', `/grants/${id}`, '/grants', '/sessions', '/keys'],
      ...['/holders', '/openapi.json'],
    ]) {
      answers.push((await platform.call('get', path, 'ana')).text);
    }
    const ca = join(platform.dataDirectory, 'access', 'ca');
    Object.assign(secrets, {
      'the token of the bastion': [token],
      'what is typed and not shown': [typed.join(''), ...typed],
      'the key of a person': readKey(client.options.key),
      'the key of a session': sessionKey,
      ...Object.fromEntries(
        ['bastion-users', 'hosts-users', 'host-keys'].map(name => [
          `the authority ${name}`,
          readKey(join(ca, name)),
        ]),
      ),
    });
    const { rows: tables } = await platform.knex.raw(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    const rows = [];
    for (const { name } of tables) {
      rows.push(name, ...(await platform.knex(name).select('*')));
    }
    Object.assign(surfaces, {
      'the database': JSON.stringify(rows),
      'the list of processes': [...processes].join('\n'),
      URLs: urls.join('\n'),
      answers: answers.join('\n'),
      recordings: recordings.join('\n'),
      'files of recordings': readFolder(
        join(platform.dataDirectory, 'recordings'),
      ),
      'logs of the platform': platform.logged.join('\n'),
      'the audit log, messages and signals': JSON.stringify([
        ...[platform.audited, platform.told, platform.signals],
      ]),
      'logs of the bastion and the hosts': [
        ...[world.bastion.daemon, world.bastion.collector],
        ...world.hosts.map(({ daemon }) => daemon),
      ]
        .map(({ output }) => output)
        .join('\n'),
    });
    await until(() => readdirSync(temporary).length === 0);
  });

  afterAll(() => world?.stop());

  /** Every way in which a word may have been written down. */
  function spell(word: string): string[] {
    const bytes = Buffer.from(word);
    return [
      word,
      encodeURIComponent(word),
      JSON.stringify(word).slice(1, -1),
      bytes.toString('hex'),
      // Base64 of it in the middle of something else begins and ends anywhere.
      ...[0, 1, 2].map(shift =>
        Buffer.concat([Buffer.alloc(shift), bytes])
          .toString('base64')
          .slice(4, -4),
      ),
    ];
  }

  const holds = (text: string, word: string) =>
    spell(word).some(spelling => text.includes(spelling));

  it.each([
    ['the database', 'Look at stuck refunds'],
    ['the list of processes', 'control-command'],
    ['URLs', '/api/access/bastion/sessions'],
    ['answers', 'This is a private key'],
    ['recordings', shown.join('')],
    ['files of recordings', shown[1]],
    ['logs of the platform', 'access'],
    ['the audit log, messages and signals', 'access-host-certificate-issue'],
    ['logs of the bastion and the hosts', 'Accepted certificate ID'],
  ])('would be found: in %s', (surface, control) => {
    expect(holds(surfaces[surface], control)).toBe(true);
  });

  it('would be found although it lies in two chunks', () => {
    expect(surfaces['files of recordings']).not.toContain(shown.join(''));
  });

  it('is in none of them', () => {
    const found = Object.entries(secrets).flatMap(([secret, words]) => {
      expect(words.length).toBeGreaterThan(0);
      return Object.entries(surfaces)
        .filter(([, text]) => words.some(word => holds(text, word)))
        .map(([surface]) => `${secret} is in ${surface}`);
    });
    expect(found).toEqual([]);
  });

  it('is readable by its owner alone: keys of the authorities', () => {
    const ca = join(world.platform.dataDirectory, 'access', 'ca');
    expect(statSync(ca).mode.toString(8)).toMatch(/700$/);
    for (const name of ['bastion-users', 'hosts-users', 'host-keys']) {
      expect(statSync(join(ca, name)).mode.toString(8)).toMatch(/600$/);
    }
  });
});
