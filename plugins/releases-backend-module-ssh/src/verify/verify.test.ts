import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { plannedHost } from '../__testUtils__/testPlan';
import { fillCommand, fillPort, fillUrl } from './fillTemplate';
import { poll } from './poll';
import { probeHttp } from './probeHttp';
import { verifyHost } from './verifyHost';

describe('verifications', () => {
  let server: Server;
  let port: number;
  let asked: string[];
  let answer: (path: string) => {
    status: number;
    headers?: Record<string, string>;
    body?: string;
  };

  beforeEach(async () => {
    asked = [];
    answer = () => ({ status: 200, body: 'version 2' });
    server = createServer((request, response) => {
      asked.push(`${request.headers.host} ${request.url}`);
      const { status, headers, body } = answer(request.url ?? '');
      response.writeHead(status, headers);
      response.end(body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const host = (variables: Record<string, string> = {}) =>
    plannedHost('prod-1', { variables: { PORT: String(port), ...variables } });
  const verify = (
    verification: Parameters<typeof verifyHost>[0][number],
    options: { signal?: AbortSignal; check?: () => Promise<number> } = {},
  ) =>
    verifyHost([verification], {
      host: host(),
      check: options.check ?? (async () => 0),
      note: () => {},
      signal: options.signal ?? new AbortController().signal,
    });

  it('asks until the answer is right', async () => {
    answer = () =>
      asked.length < 3 ? { status: 503 } : { status: 200, body: 'version 2' };
    await verify({
      http: 'http://{address}:{PORT}/healthz',
      contains: 'version 2',
      within: '5s',
    });
    expect(asked).toEqual(Array(3).fill(`127.0.0.1:${port} /healthz`));
  });

  it('says what was wrong last when the time is over', async () => {
    await expect(
      verify({
        http: 'http://{address}:{PORT}/',
        status: 204,
        within: '300ms',
      }),
    ).rejects.toMatchObject({
      name: 'ReleaseFailure',
      message: `GET http://127.0.0.1:${port}/ did not succeed within 300ms: it answers 200 instead of 204`,
    });
    await expect(
      verify({
        http: 'http://{address}:{PORT}/',
        contains: 'version 3',
        within: '300ms',
      }),
    ).rejects.toThrow("its answer does not contain 'version 3'");
    await expect(verify({ tcp: 1, within: '300ms' })).rejects.toThrow(
      /^TCP 127.0.0.1:1 did not succeed within 300ms: .*ECONNREFUSED/,
    );
    await expect(
      verify({ command: 'x', within: '300ms' }, { check: async () => 7 }),
    ).rejects.toThrow('it ended with 7');
    await verify({ tcp: '{PORT}', within: '1s' });
  });

  it('stops at once when somebody cancels', async () => {
    answer = () => ({ status: 503 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('Somebody cancelled it')), 150);
    await expect(
      verify(
        { http: 'http://{address}:{PORT}/', within: '1m' },
        { signal: stop.signal },
      ),
    ).rejects.toThrow('Somebody cancelled it');
  });

  it('follows redirects on the same host only', async () => {
    const at = (path: string) => new URL(`http://127.0.0.1:${port}${path}`);
    const signal = AbortSignal.timeout(5_000);
    answer = path =>
      path === '/a'
        ? { status: 302, headers: { location: '/b' } }
        : { status: 200 };
    expect(await probeHttp(at('/a'), {}, signal)).toBeUndefined();
    answer = () => ({
      status: 302,
      headers: { location: `http://localhost:${port}/secret` },
    });
    asked = [];
    expect(await probeHttp(at('/a'), {}, signal)).toBe(
      `it redirects to another host, localhost:${port}`,
    );
    expect(asked).toEqual([`127.0.0.1:${port} /a`]);
    answer = () => ({ status: 302, headers: { location: '/again' } });
    expect(await probeHttp(at('/a'), {}, signal)).toBe(
      'it redirects without end',
    );
    // A redirect may itself be what is wanted.
    expect(await probeHttp(at('/a'), { status: 302 }, signal)).toBeUndefined();
  });

  it('reads no more of an answer than it needs', async () => {
    let sent = 0;
    server.removeAllListeners('request');
    server.on('request', (_, response) => {
      response.writeHead(200);
      const pump = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) {
          sent += 65_536;
        }
      };
      response.on('drain', pump);
      response.on('error', () => {});
      pump();
    });
    const url = new URL(`http://127.0.0.1:${port}/`);
    expect(
      await probeHttp(url, { contains: 'y' }, AbortSignal.timeout(10_000)),
    ).toBe("its answer does not contain 'y'");
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  it.each([
    'http://169.254.169.254/latest',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
  ])('does not ask %s', async address => {
    await expect(
      probeHttp(new URL(address), {}, AbortSignal.timeout(2_000)),
    ).rejects.toThrow('is not asked');
  });

  it('lets no value leave its place in a URL', () => {
    const filled = fillUrl(
      'http://{address}:8080/{NAME}?q={NAME}',
      host({ NAME: '../x?y#z&a b@evil' }),
    );
    expect(filled.href).toBe(
      'http://127.0.0.1:8080/..%2Fx%3Fy%23z%26a%20b%40evil?q=..%2Fx%3Fy%23z%26a%20b%40evil',
    );
    expect(
      fillUrl('http://{address}/', {
        ...host(),
        connection: 'ssh',
        address: '[fd00::1]:22',
      }).href,
    ).toBe('http://[fd00::1]/');
    for (const bad of [
      'data:text/html,x',
      'file:///etc/passwd',
      'http://user@{address}/',
      'ftp://{address}/',
    ]) {
      expect(() => fillUrl(bad, host())).toThrow('is not an http address');
    }
    expect(() => fillUrl('http://{address}:{NONE}/', host())).toThrow(
      'prod-1 has no variable NONE, which verify asks for',
    );
  });

  it('says what was wrong last, and not that the end of the time cut a look short', async () => {
    let looks = 0;
    const look = async (signal: AbortSignal) => {
      looks += 1;
      if (looks > 1) {
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      }
      return 'it ended with 1';
    };
    const options = {
      withinMs: 400,
      attemptMs: 400,
      signal: new AbortController().signal,
      isFatal: () => false,
    };
    expect(await poll(look, options)).toBe('it ended with 1');
    expect(await poll(look, options)).toBe('it does not answer');
  });

  it('writes no value into a command that the shell would read otherwise', () => {
    expect(fillCommand('curl http://{address}:{PORT}/ {UNKNOWN}', host())).toBe(
      `curl http://127.0.0.1:${port}/ {UNKNOWN}`,
    );
    for (const value of ['; id', '$(id)', "'", 'a b', 'a\nb']) {
      expect(() => fillCommand('echo {NAME}', host({ NAME: value }))).toThrow(
        'use "$NAME" instead',
      );
    }
    expect(() => fillPort('{NAME}', host({ NAME: '22; id' }))).toThrow(
      'is not a port on prod-1',
    );
  });
});
