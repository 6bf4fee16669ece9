import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeCertificate } from '../__testUtils__/describeCertificate';
import { Keygen } from '../__testUtils__/Keygen';
import { SshWriter } from '../wire/SshWriter';
import { AgentCertificateSigner } from './AgentCertificateSigner';
import { AgentClient } from './AgentClient';

let keygen: Keygen;
let publicKey: string;
let count = 0;

beforeAll(() => {
  keygen = new Keygen();
  publicKey = keygen.makePublicKey();
});

afterAll(() => keygen.close());

describe('AgentCertificateSigner', () => {
  it('signs with a key that only the agent has', async () => {
    const socket = join(keygen.folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    try {
      while (!existsSync(socket)) {
        await sleep(20);
      }
      const file = keygen.makeKey();
      const caKey = keygen.run('-y', '-f', file).trim();
      const client = new AgentClient(socket);
      const open = () =>
        AgentCertificateSigner.open({ agent: client, publicKey: caKey });
      await expect(open()).rejects.toThrow('does not hold the key');
      const add = spawn('ssh-add', ['-q', file], {
        env: { ...process.env, SSH_AUTH_SOCK: socket },
        stdio: 'ignore',
      });
      await once(add, 'exit');
      const signer = await open();
      const certificates = await Promise.all(
        Array.from({ length: 20 }, () =>
          signer.sign(describeCertificate({ publicKey })),
        ),
      );
      for (const certificate of certificates) {
        expect(keygen.read(certificate)).toMatchObject({
          authority: keygen.fingerprint(caKey),
          principals: ['grant-12'],
        });
      }
    } finally {
      agent.kill();
      await once(agent, 'exit');
    }
  });

  it('says which agent cannot be reached', async () => {
    const client = new AgentClient(join(keygen.folder, 'nobody'));
    await expect(client.listKeys()).rejects.toThrow('nobody cannot be reached');
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['is silent', () => {}, 'did not answer in time'],
    ['hangs up', socket => socket.destroy(), 'closed the connection'],
    [
      'refuses',
      socket => socket.write(Buffer.from([0, 0, 0, 1, 5])),
      'refused',
    ],
    [
      'answers with a gigabyte',
      socket => socket.write(Buffer.from([0x40, 0, 0, 0, 12])),
      'too much',
    ],
    [
      'promises keys that it does not send',
      socket => socket.write(Buffer.from([0, 0, 0, 5, 12, 0, 0, 0, 9])),
      'ends too early',
    ],
    [
      'has a million keys',
      socket => socket.write(Buffer.from([0, 0, 0, 5, 12, 0, 15, 0, 0])),
      'too many keys',
    ],
  ])('survives an agent that %s', async (_, answer, message) => {
    const agent = await startFakeAgent(answer);
    const client = new AgentClient(agent.socket, { timeoutMs: 500 });
    await expect(client.listKeys()).rejects.toThrow(message);
    await agent.stop();
  });

  it('believes no signature of another key', async () => {
    const caKey = keygen.makePublicKey();
    const blob = Buffer.from(caKey.split(' ')[1], 'base64');
    const keys = new SshWriter().byte(12).uint32(1).string(blob).string('');
    const signature = new SshWriter()
      .string('ssh-ed25519')
      .string(Buffer.alloc(64, 7));
    const signed = new SshWriter().byte(14).string(signature.toBuffer());
    const agent = await startFakeAgent((socket, question) =>
      socket.write(
        new SshWriter()
          .string((question === 11 ? keys : signed).toBuffer())
          .toBuffer(),
      ),
    );
    const signer = await AgentCertificateSigner.open({
      agent: new AgentClient(agent.socket),
      publicKey: caKey,
    });
    await expect(
      signer.sign(describeCertificate({ publicKey })),
    ).rejects.toThrow('a wrong signature');
    await agent.stop();
  });
});

async function startFakeAgent(
  answer: (socket: Socket, question: number) => void,
) {
  count += 1;
  const path = join(keygen.folder, `fake-${count}`);
  const server = createServer(socket => {
    socket.on('error', () => {});
    socket.once('data', data => answer(socket, data[4]));
  });
  await new Promise<void>(resolve => server.listen(path, resolve));
  return {
    socket: path,
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}
