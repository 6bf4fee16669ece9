import { ReleaseFailure } from '@stagedoor/plugin-releases-node';
import { addRelease, untilEnded } from './__testUtils__/releases';
import { useWorkers } from './__testUtils__/useWorkers';

jest.setTimeout(180_000);

const secret = 'planted/canary+value';

describe('a secret that an engine uses and then betrays', () => {
  const here = useWorkers();

  /** Everything about one release that is in the database, after an engine was as careless as can be. */
  async function betray(): Promise<string> {
    here.work({
      secrets: new Map([['TOKEN', secret]]),
      script: {
        during: async (_, context) => {
          const { TOKEN } = context.resolveVariables({
            TOKEN: { secret: 'TOKEN' },
          });
          context.log.command(`curl -u me:${TOKEN} https://example.org`);
          context.log.note(Buffer.from(`me:${TOKEN}`).toString('base64'));
          await context.hosts.record('resource:default/prod-1', {
            state: 'unknown',
            message: `It said ${TOKEN}`,
          });
          throw new ReleaseFailure(`curl: ${encodeURIComponent(TOKEN)} is bad`);
        },
      },
    });
    const id = await addRelease(here.knex);
    await untilEnded(here.knex, id);
    const tables = [
      'releases',
      'release_events',
      'release_steps',
      'release_hosts',
      'release_log_chunks',
    ];
    const rows = await Promise.all(
      tables.map(table => here.knex(table).select()),
    );
    return JSON.stringify(rows);
  }

  it('is nowhere in the database', async () => {
    const text = await betray();
    expect(text).toContain('curl: ●●●●●●●● is bad');
    expect(text).toContain('It said ●●●●●●●●');
    expect(text).toContain('curl -u me:●●●●●●●● https');
    expect(text).not.toContain('canary');
    expect(text).not.toContain('Y2FuYXJ5');
    expect(text).not.toContain('dGVkL2Nhbm');
  });

  it('is named when the configuration lacks it', async () => {
    here.work({
      script: {
        during: async (_, context) => {
          context.resolveVariables({ TOKEN: { secret: 'missing' } });
        },
      },
    });
    const id = await addRelease(here.knex);
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'failed',
      outcome: expect.stringContaining(
        "The variable TOKEN asks for the secret 'missing'",
      ),
    });
  });
});
