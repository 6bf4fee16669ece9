import { lookup, LookupAddress } from 'node:dns';
import { request as requestHttp, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, isIPv6, LookupFunction } from 'node:net';

const maxBodyBytes = 1024 * 1024;
const maxRedirects = 3;

// Where clouds keep the credentials of machines. No service is verified there.
const refused = new BlockList();
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addSubnet('fe80::', 10, 'ipv6');
refused.addAddress('fd00:ec2::254', 'ipv6');

/** What has to be true of an answer. */
export interface HttpExpectation {
  status?: number;
  contains?: string;
}

/**
 * Asks once. Redirects are followed on the same host only.
 *
 * @returns what is wrong with the answer; undefined if nothing is
 */
export async function probeHttp(
  url: URL,
  expected: HttpExpectation,
  signal: AbortSignal,
): Promise<string | undefined> {
  const status = expected.status ?? 200;
  for (let target = url, hop = 0; ; hop += 1) {
    const answer = await ask(target, expected.contains !== undefined, signal);
    const next =
      answer.location !== undefined && answer.status !== status
        ? URL.parse(answer.location, target)
        : null;
    if (next) {
      if (next.host !== url.host || next.protocol !== url.protocol) {
        return `it redirects to another host, ${next.host}`;
      }
      if (hop === maxRedirects) {
        return 'it redirects without end';
      }
      target = next;
      continue;
    }
    if (answer.status !== status) {
      return `it answers ${answer.status} instead of ${status}`;
    }
    if (
      expected.contains !== undefined &&
      !answer.body.includes(expected.contains)
    ) {
      return `its answer does not contain '${expected.contains}'`;
    }
    return undefined;
  }
}

interface HttpAnswer {
  status: number;
  location?: string;
  body: string;
}

function ask(
  url: URL,
  wantsBody: boolean,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const options: RequestOptions = {
    method: 'GET',
    headers: { 'User-Agent': 'stagedoor', Accept: '*/*' },
    agent: false,
    lookup: lookUpPublic,
    signal,
  };
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && isRefused(literal)) {
    return Promise.reject(new Error(`${literal} is not asked`));
  }
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? requestHttps : requestHttp;
    const asking = start(url, options, response => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () => {
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          body: Buffer.concat(chunks).toString('utf8'),
        });
        asking.destroy();
      };
      if (!wantsBody) {
        finish();
        return;
      }
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size >= maxBodyBytes) {
          finish();
        }
      });
      response.on('end', finish);
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end();
  });
}

function isRefused(address: string): boolean {
  return refused.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses: LookupAddress[] = found ?? [];
    const bad = addresses.find(({ address }) => isRefused(address));
    if (error || bad || addresses.length === 0) {
      callback(error ?? new Error(`${hostname} is not asked`), '', 0);
    } else if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, addresses[0].address, addresses[0].family);
    }
  });
};
