import { ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { git } from './runGitCommand';

/** What a forge knows about a repository. */
export interface ForgeRepository {
  id: number;
  owner: string;
  name: string;
  description: string | null;
  homepage: string | null;
  private: boolean;
}

/** Who a token belongs to, and what it may do. */
export interface ForgeToken {
  login: string;
  mayCreate: boolean;
  mayDelete: boolean;
}

/** One answer of an API. */
export interface ForgeAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One request, as the API of a forge sees it. */
export interface ForgeRequest {
  method: string;
  path: string;
  token: ForgeToken;
  body: JsonObject;
}

/**
 * What the fakes of GitHub and GitLab share: accounts, tokens, repositories that git can really push to, faults that can
 * be switched on, and a record of what was asked.
 */
export abstract class FakeForge {
  readonly tokens = new Map<string, ForgeToken>();
  /** Name and kind of every account. */
  readonly accounts = new Map<string, 'organisation' | 'user'>();
  readonly repositories: ForgeRepository[] = [];
  /** "POST /orgs/nordlicht/repos", in order. */
  readonly requests: string[] = [];
  /** Answers given instead of the real ones, first come first served. What git asks for can only be kept from its answer. */
  readonly faults: Array<{
    when: RegExp;
    answer: ForgeAnswer | 'carry-out-and-hang-up' | 'carry-out-and-say-nothing';
  }> = [];
  /** Refuses pushes as a full disk or a broken hook would. */
  refusesPushes = false;
  delayMs = 0;
  pushDelayMs = 0;
  readonly #server: Server;
  readonly #processes = new Set<ChildProcess>();
  #directory = '';

  constructor() {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(error => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  abstract readonly kind: 'github' | 'gitlab';
  abstract readonly apiPath: string;
  /** Reads the token of an API request. */
  protected abstract readToken(request: IncomingMessage): string | undefined;
  protected abstract refuseToken(): ForgeAnswer;
  protected abstract answer(request: ForgeRequest): Promise<ForgeAnswer>;

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** Configuration with which the platform finds this forge. */
  integration(token?: string): JsonObject {
    return {
      host: this.host,
      apiBaseUrl: `${this.url}${this.apiPath}`,
      ...(this.kind === 'gitlab' && { baseUrl: this.url }),
      ...(token && { token }),
    };
  }

  async start(): Promise<void> {
    this.#directory = await mkdtemp(join(tmpdir(), 'stagedoor-forge-'));
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
  }

  /** Forgets everything, as if it had just been started. */
  async reset(): Promise<void> {
    this.#processes.forEach(child => child.kill('SIGKILL'));
    this.tokens.clear();
    this.accounts.clear();
    this.requests.length = 0;
    this.faults.length = 0;
    this.refusesPushes = false;
    this.delayMs = 0;
    this.pushDelayMs = 0;
    while (this.repositories.length > 0) {
      await this.removeRepository(this.repositories[0]);
    }
  }

  async stop(): Promise<void> {
    await this.reset();
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** The bare repository, to look into. */
  gitDir(owner: string, name: string): string {
    return join(this.#directory, owner, `${name}.git`);
  }

  find(owner: string, name: string): ForgeRepository | undefined {
    return this.repositories.find(
      repository =>
        repository.owner.toLowerCase() === owner.toLowerCase() &&
        repository.name.toLowerCase() === name.toLowerCase(),
    );
  }

  async addRepository(
    repository: Omit<ForgeRepository, 'id'>,
  ): Promise<ForgeRepository> {
    const gitDir = this.gitDir(repository.owner, repository.name);
    await mkdir(gitDir, { recursive: true });
    await git('init', '--quiet', '--bare', '--initial-branch=main', gitDir);
    const added = { id: this.repositories.length + 1, ...repository };
    this.repositories.push(added);
    return added;
  }

  protected async removeRepository(repository: ForgeRepository): Promise<void> {
    this.repositories.splice(this.repositories.indexOf(repository), 1);
    await rm(this.gitDir(repository.owner, repository.name), {
      recursive: true,
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', this.url);
    if (/\.git\//.test(url.pathname)) {
      await this.#serveGit(request, response, url);
      return;
    }
    const path = url.pathname.slice(this.apiPath.length);
    const line = `${request.method} ${path}`;
    this.requests.push(line);
    await pause(this.delayMs);
    const body = await readBody(request);
    const fault = this.#takeFault(line);
    if (typeof fault === 'object') {
      send(response, fault);
      return;
    }
    const token = this.tokens.get(this.readToken(request) ?? '');
    const answer = token
      ? await this.answer({
          method: request.method ?? '',
          path,
          token,
          body: body.length > 0 ? JSON.parse(body.toString('utf8')) : {},
        })
      : this.refuseToken();
    if (fault === 'carry-out-and-hang-up') {
      request.socket.destroy();
    }
    if (fault) {
      return;
    }
    send(response, answer);
  }

  #takeFault(line: string) {
    const index = this.faults.findIndex(({ when }) => when.test(line));
    return index < 0 ? undefined : this.faults.splice(index, 1)[0].answer;
  }

  async #serveGit(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const basic = request.headers.authorization?.replace(/^Basic /, '') ?? '';
    const password = Buffer.from(basic, 'base64').toString().split(':')[1];
    if (!this.tokens.has(password)) {
      response
        .writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' })
        .end();
      return;
    }
    const isPush = url.href.includes('git-receive-pack');
    if (isPush) {
      await pause(this.pushDelayMs);
    }
    if (isPush && this.refusesPushes) {
      response.writeHead(500).end('disk full');
      return;
    }
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: this.#directory,
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: request.method,
        PATH_INFO: decodeURIComponent(url.pathname),
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        REMOTE_USER: 'git',
      },
    });
    this.#processes.add(child);
    request.pipe(child.stdin);
    child.stdin.on('error', () => {});
    const output = await readBody(child.stdout);
    this.#processes.delete(child);
    if (!this.#takeFault(`${request.method} ${url.pathname}`)) {
      sendCgi(response, output);
    }
  }
}

function sendCgi(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n');
  const headers = Object.fromEntries(
    output
      .subarray(0, Math.max(end, 0))
      .toString()
      .split('\r\n')
      .map(line => line.split(': ', 2)),
  );
  response
    .writeHead(Number.parseInt(headers.Status ?? '200', 10), headers)
    .end(output.subarray(end + 4));
}

function send(response: ServerResponse, answer: ForgeAnswer): void {
  const isText = typeof answer.body === 'string';
  response.writeHead(answer.status, {
    'Content-Type': isText ? 'text/plain' : 'application/json; charset=utf-8',
    ...answer.headers,
  });
  response.end(isText ? answer.body : JSON.stringify(answer.body));
}

async function readBody(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms).unref();
  });
}
