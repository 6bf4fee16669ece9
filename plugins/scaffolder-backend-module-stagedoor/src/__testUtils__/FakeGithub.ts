import { IncomingMessage } from 'node:http';
import {
  FakeForge,
  ForgeAnswer,
  ForgeRepository,
  ForgeRequest,
} from './FakeForge';

/** Answers the parts of GitHub's REST API that making a repository needs, in GitHub's words. */
export class FakeGithub extends FakeForge {
  readonly kind = 'github';
  readonly apiPath = '/api/v3';

  protected readToken(request: IncomingMessage) {
    return request.headers.authorization?.replace(/^(?:token|bearer) /i, '');
  }

  protected refuseToken(): ForgeAnswer {
    return { status: 401, body: { message: 'Bad credentials' } };
  }

  protected async answer(request: ForgeRequest): Promise<ForgeAnswer> {
    const { method, path, token } = request;
    const [, area, first, second] = path.split('/').map(decodeURIComponent);
    switch (`${method} ${area}`) {
      case 'GET user':
        return { status: 200, body: { login: token.login, type: 'User' } };
      case 'GET users': {
        const kind = this.accounts.get(first);
        const type = kind === 'user' ? 'User' : 'Organization';
        return kind ? { status: 200, body: { login: first, type } } : notFound;
      }
      case 'GET repos': {
        const repository = this.find(first, second);
        return repository
          ? { status: 200, body: this.#describe(repository) }
          : notFound;
      }
      case 'POST orgs':
        return this.#create(first, request);
      case 'POST user':
        return this.#create(token.login, request);
      case 'DELETE repos': {
        const repository = this.find(first, second);
        if (!repository) {
          return notFound;
        }
        if (!token.mayDelete) {
          const message = 'Must have admin rights to Repository.';
          return { status: 403, body: { message } };
        }
        await this.removeRepository(repository);
        return { status: 204 };
      }
      default:
        return notFound;
    }
  }

  async #create(owner: string, request: ForgeRequest): Promise<ForgeAnswer> {
    const { body, token } = request;
    if (!token.mayCreate) {
      return {
        status: 403,
        body: { message: 'Resource not accessible by personal access token' },
      };
    }
    if (this.find(owner, String(body.name))) {
      return {
        status: 422,
        body: {
          message: 'Repository creation failed.',
          errors: [
            {
              resource: 'Repository',
              code: 'custom',
              field: 'name',
              message: 'name already exists on this account',
            },
          ],
        },
      };
    }
    const repository = await this.addRepository({
      owner,
      name: String(body.name),
      description: body.description?.toString() ?? null,
      homepage: body.homepage?.toString() ?? null,
      private: body.private === true,
    });
    return { status: 201, body: this.#describe(repository) };
  }

  #describe({ owner, name, ...rest }: ForgeRepository) {
    const htmlUrl = `${this.url}/${owner}/${name}`;
    return {
      ...rest,
      name,
      full_name: `${owner}/${name}`,
      html_url: htmlUrl,
      clone_url: `${htmlUrl}.git`,
    };
  }
}

const notFound: ForgeAnswer = {
  status: 404,
  body: { message: 'Not Found', status: '404' },
};
