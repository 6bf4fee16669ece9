import { IncomingMessage } from 'node:http';
import {
  FakeForge,
  ForgeAnswer,
  ForgeRepository,
  ForgeRequest,
} from './FakeForge';

/** Answers the parts of GitLab's REST API that making a project needs, in GitLab's words. */
export class FakeGitlab extends FakeForge {
  readonly kind = 'gitlab';
  readonly apiPath = '/api/v4';

  protected readToken(request: IncomingMessage) {
    const { authorization, ...headers } = request.headers;
    return (
      headers['private-token']?.toString() ??
      authorization?.replace(/^bearer /i, '')
    );
  }

  protected refuseToken(): ForgeAnswer {
    return { status: 401, body: { message: '401 Unauthorized' } };
  }

  protected async answer(request: ForgeRequest): Promise<ForgeAnswer> {
    const { method, path } = request;
    const [, area, id = ''] = path.split('/').map(decodeURIComponent);
    switch (`${method} ${area}`) {
      case 'GET namespaces': {
        const ids = [...this.accounts.keys()];
        return ids.includes(id)
          ? { status: 200, body: { id: ids.indexOf(id) + 1, full_path: id } }
          : notFound('Namespace');
      }
      case 'GET projects': {
        const project = this.#findProject(id);
        return project
          ? { status: 200, body: this.#describe(project) }
          : notFound('Project');
      }
      case 'POST projects':
        return this.#create(request);
      case 'DELETE projects': {
        const project = this.#findProject(id);
        if (!project) {
          return notFound('Project');
        }
        if (!request.token.mayDelete) {
          return { status: 403, body: { message: '403 Forbidden' } };
        }
        await this.removeRepository(project);
        return { status: 202, body: { message: '202 Accepted' } };
      }
      default:
        return { status: 404, body: { error: '404 Not Found' } };
    }
  }

  #findProject(id: string): ForgeRepository | undefined {
    const slash = id.lastIndexOf('/');
    return slash < 0
      ? this.repositories.find(project => project.id === Number(id))
      : this.find(id.slice(0, slash), id.slice(slash + 1));
  }

  async #create({ body, token }: ForgeRequest): Promise<ForgeAnswer> {
    const owner = [...this.accounts.keys()][Number(body.namespace_id) - 1];
    if (!token.mayCreate || !owner) {
      return { status: 403, body: { message: '403 Forbidden' } };
    }
    const name = String(body.path);
    if (this.find(owner, name)) {
      const taken = ['has already been taken'];
      return {
        status: 400,
        body: {
          message: { project_namespace: taken, name: taken, path: taken },
        },
      };
    }
    const project = await this.addRepository({
      owner,
      name,
      description: body.description?.toString() ?? null,
      homepage: null,
      private: body.visibility === 'private',
    });
    return { status: 201, body: this.#describe(project) };
  }

  #describe({ id, owner, name, description }: ForgeRepository) {
    const webUrl = `${this.url}/${owner}/${name}`;
    return {
      id,
      name,
      description,
      path_with_namespace: `${owner}/${name}`,
      web_url: webUrl,
      http_url_to_repo: `${webUrl}.git`,
    };
  }
}

function notFound(noun: string): ForgeAnswer {
  return { status: 404, body: { message: `404 ${noun} Not Found` } };
}
