import { checkValue } from '../links/encodeValue';
import { LinkRefusedError } from '../links/LinkRefusedError';

export type Labels = Array<[name: string, value: string]>;

/**
 * Reads labels written as `app=payments-api,team=payments`; values may be quoted.
 */
export function parseLabels(text: string): Labels {
  return checkValue(text)
    .split(',')
    .map(pair => {
      const match = /^\s*([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|([^"]*?))\s*$/.exec(
        pair,
      );
      if (!match) {
        throw new LinkRefusedError(
          `"${text}" is not a list of labels such as app=payments-api,team=payments.`,
        );
      }
      return [match[1], match[2] ?? match[3]];
    });
}

/** A string of PromQL, LogQL or KQL; nothing in it can end it. */
export function quoteString(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** The label matchers of PromQL and LogQL. */
export function toMatchers(labels: Labels): string {
  return `{${labels
    .map(([name, value]) => `${name}=${quoteString(value)}`)
    .join(',')}}`;
}
