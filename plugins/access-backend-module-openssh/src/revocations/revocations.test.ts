import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { CertificateSigner } from '@stagedoor/plugin-access-node';
import fc from 'fast-check';
import { Keygen } from '../__testUtils__/Keygen';
import { FileCertificateSigner } from '../signers/FileCertificateSigner';
import { encodeRevocationList } from './encodeRevocationList';
import { RevocationListCheck } from './RevocationListCheck';
import { RevocationLists } from './RevocationLists';

let keygen: Keygen;
let signer: CertificateSigner;
let publicKey: string;

beforeAll(async () => {
  keygen = new Keygen();
  signer = await FileCertificateSigner.open(join(keygen.folder, 'ca', 'users'));
  publicKey = keygen.makePublicKey();
});

afterAll(() => keygen.close());

function create(program?: string) {
  const logger = mockServices.logger.mock();
  const check = new RevocationListCheck({ signer, program });
  return {
    check,
    logger,
    lists: new RevocationLists({ check, logger, now: () => new Date() }),
  };
}

/** What ssh-keygen thinks of certificates with these serials. */
async function ask(krl: Buffer, serials: bigint[]): Promise<boolean[]> {
  const list = keygen.write(krl);
  return Promise.all(
    serials.map(async serial => {
      const certificate = await signer.sign({
        publicKey,
        kind: 'user',
        serial,
        keyId: 'x',
        principals: ['x'],
        validAfter: new Date(0),
        validBefore: new Date(1e12),
      });
      try {
        execFileSync(
          'ssh-keygen',
          ['-Q', '-f', list, keygen.write(certificate)],
          {
            stdio: 'pipe',
          },
        );
        return false;
      } catch (error) {
        expect(String((error as { stdout?: Buffer }).stdout)).toContain(
          'REVOKED',
        );
        return true;
      }
    }),
  );
}

describe('revocation lists', () => {
  it('hold exactly the serials that were asked for', async () => {
    const serial = fc.bigInt({ min: 2n, max: 2n ** 63n - 1n });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.oneof(serial, fc.bigInt({ min: 2n, max: 50n })), {
          minLength: 2,
          maxLength: 40,
        }),
        async ([other, ...serials]) => {
          const { krl } = await create().lists.build(serials);
          const asked = serials.slice(0, 2);
          await expect(ask(krl, [...asked, other])).resolves.toEqual([
            ...asked.map(() => true),
            false,
          ]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it.each<[string, (i: number) => number]>([
    ['odd serials up to 40001', i => 2 * i + 1],
    ['every third serial', i => 3 * i + 2],
    ['serials in a row', i => i + 2],
  ])('can be read with 20001 %s', async (_, serialOf) => {
    const serials = Array.from({ length: 20_001 }, (__, i) =>
      BigInt(serialOf(i)),
    );
    const { krl } = await create().lists.build(serials);
    await expect(
      ask(krl, [serials[0], serials[20_000], BigInt(serialOf(20_001) + 5)]),
    ).resolves.toEqual([true, true, false]);
  });

  it('are never empty', async () => {
    const { krl } = await create().lists.build([]);
    expect(krl.length).toBeGreaterThan(60);
    await expect(ask(krl, [1n, 2n])).resolves.toEqual([true, false]);
  });

  it('are made once for the same serials, in whatever order', async () => {
    const { lists } = create();
    const first = await lists.build([5n, 9n]);
    expect(await lists.build([9n, 5n, 9n])).toBe(first);
    const second = await lists.build([5n]);
    expect(second.version).not.toBe(first.version);
    expect((await lists.build([5n, 9n])).version).toBe(first.version);
  });

  it('are handed out with a warning where there is no ssh-keygen', async () => {
    const { lists, logger } = create('/nonexistent/ssh-keygen');
    await lists.build([5n]);
    await lists.build([6n]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});

describe('RevocationListCheck', () => {
  const good = () =>
    encodeRevocationList({ serials: [1n], version: 1n, madeAt: new Date() });

  it('lets a good list pass', async () => {
    await expect(create().check.check(good())).resolves.toBe('good');
  });

  it.each<[string, () => Buffer, string]>([
    ['nothing', () => Buffer.alloc(0), 'lets every revoked certificate in'],
    ['half a list', () => good().subarray(0, -10), 'cannot use'],
    [
      'nonsense',
      () => Buffer.from('SSHKRL\n\0nonsense', 'latin1'),
      'cannot use',
    ],
    [
      'a list of none',
      () =>
        encodeRevocationList({
          serials: [2n],
          version: 1n,
          madeAt: new Date(),
        }),
      'cannot use',
    ],
    [
      'a list of serial 0',
      () =>
        encodeRevocationList({
          serials: [0n, 1n],
          version: 1n,
          madeAt: new Date(),
        }),
      'cannot use',
    ],
  ])('refuses %s', async (_, make, message) => {
    await expect(create().check.check(make())).rejects.toThrow(message);
  });
});
