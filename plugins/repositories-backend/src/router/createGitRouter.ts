import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import { advertiseRefs, GitService, serveExchange } from '@stagedoor/git';
import { RepositoriesService } from '@stagedoor/plugin-repositories-node';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { RepositoryAccess } from '../service/RepositoryAccess';
import { acceptTokenAsPassword } from './acceptTokenAsPassword';
import { explainToGit } from './explainToGit';
import { TransferSlots } from './TransferSlots';

const maxFetchRequestBytes = 16 * 1024 * 1024;
const emptyRequestBytes = '4';

/**
 * Speaks git's smart HTTP protocol: clone and fetch for those who may read, push for those who may push.
 */
export function createGitRouter(options: {
  access: RepositoryAccess;
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  repositories: RepositoriesService;
  transfers: { maxPushBytes: number; timeoutMs: number; concurrent: number };
}): express.Router {
  const { access, auditor, httpAuth, repositories, transfers } = options;
  const slots = new TransferSlots(transfers.concurrent);
  const router = Router();
  router.use(acceptTokenAsPassword);

  async function open(req: Request, service: GitService) {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const name = req.params.file.replace(/\.git$/, '');
    await (service === 'receive-pack'
      ? access.requirePush(name, credentials)
      : access.requireRead(name, credentials));
    const gitDir = await repositories.locate(name);
    if (!gitDir) {
      throw new NotFoundError(`There is no repository named '${name}'`);
    }
    return { credentials, name, gitDir, timeoutMs: transfers.timeoutMs };
  }

  router.get('/:file/info/refs', async (req, res) => {
    const service = readService(req.query.service);
    const { credentials, gitDir, timeoutMs } = await open(req, service);
    await slots.use(credentials, () => {
      writeHead(res, service, 'advertisement');
      return advertiseRefs({
        gitDir,
        timeoutMs,
        service,
        protocol: readProtocol(req),
        output: res,
      });
    });
  });

  router.post('/:file/git-upload-pack', async (req, res) => {
    const service = 'upload-pack';
    const { credentials, gitDir, timeoutMs } = await open(req, service);
    await slots.use(credentials, () => {
      writeHead(res, service, 'result');
      return serveExchange({
        gitDir,
        timeoutMs,
        service,
        protocol: readProtocol(req),
        input: readBody(req, service),
        output: res,
        maxInputBytes: maxFetchRequestBytes,
      });
    });
    res.end();
  });

  router.post('/:file/git-receive-pack', async (req, res) => {
    const service = 'receive-pack';
    const { credentials, name, gitDir, timeoutMs } = await open(req, service);
    const push = () =>
      slots.use(credentials, () => {
        writeHead(res, service, 'result');
        return serveExchange({
          gitDir,
          timeoutMs,
          service,
          protocol: readProtocol(req),
          input: readBody(req, service),
          output: res,
          maxInputBytes: transfers.maxPushBytes,
        });
      });

    // Before a large push git sends an empty one to see whether it is signed in.
    if (req.headers['content-length'] === emptyRequestBytes) {
      await push();
      res.end();
      return;
    }
    const event = await auditor.createEvent({
      eventId: 'repository-push',
      severityLevel: 'medium',
      request: req,
      meta: { repository: name },
    });
    try {
      const changes = await repositories.publishChanges(name, push);
      await event.success({
        meta: { changes: changes.map(change => ({ ...change })) },
      });
      // Only now does git at the other end say that it is done.
      res.end();
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });

  router.use(explainToGit);
  return router;
}

function readService(value: unknown): GitService {
  if (value === 'git-upload-pack') {
    return 'upload-pack';
  }
  if (value === 'git-receive-pack') {
    return 'receive-pack';
  }
  throw new InputError(
    'service: expected git-upload-pack or git-receive-pack; git before 1.6.6 is not supported',
  );
}

function readProtocol(req: Request): string | undefined {
  const protocol = req.headers['git-protocol'];
  return typeof protocol === 'string' && /^version=[012]$/.test(protocol)
    ? protocol
    : undefined;
}

function readBody(req: Request, service: GitService): Readable {
  const expected = `application/x-git-${service}-request`;
  if (req.headers['content-type'] !== expected) {
    throw new InputError(`content-type: expected ${expected}`);
  }
  const encoding = req.headers['content-encoding'];
  if (encoding === 'gzip') {
    const gunzip = createGunzip();
    req.on('error', error => gunzip.destroy(error));
    return req.pipe(gunzip);
  }
  if (encoding !== undefined && encoding !== 'identity') {
    throw new InputError('content-encoding: expected gzip or none');
  }
  return req;
}

function writeHead(
  res: Response,
  service: GitService,
  kind: 'advertisement' | 'result',
): void {
  res.setHeader('Content-Type', `application/x-git-${service}-${kind}`);
  res.setHeader('Cache-Control', 'no-cache, no-store');
}
