import type { Check, Checks } from './checks.ts';
import type { Route } from './kit/serve.ts';

export function createRoutes(checks: Checks): Route[] {
  return [
    {
      method: 'GET',
      path: '/',
      handle: () => ({
        status: 200,
        type: 'text/html; charset=utf-8',
        body: renderPage(checks.list()),
      }),
    },
    {
      method: 'GET',
      path: '/status.json',
      handle: () => ({
        status: 200,
        body: { services: checks.list() },
        headers: { 'access-control-allow-origin': '*' },
      }),
    },
  ];
}

const words = { up: 'works', down: 'is down', unknown: 'unknown' } as const;

export function renderPage(list: Check[]): string {
  const bad = list.filter(check => check.state === 'down').length;
  const unknown = list.filter(check => check.state === 'unknown').length;
  const headline =
    bad > 0
      ? `${bad} of ${list.length} are down`
      : unknown > 0
        ? 'We do not know everything at the moment'
        : 'Everything works';
  const rows = list
    .map(
      ({ name, state, checkedAt }) =>
        `<tr><td>${escape(name)}</td><td>${words[state]}</td><td>${
          checkedAt ? checkedAt.toISOString() : 'never looked'
        }</td></tr>`,
    )
    .join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Nordlicht status</title>
<style>body{font:16px/1.6 system-ui;max-width:40rem;margin:3rem auto}td{padding-right:2rem}</style>
<h1>${headline}</h1><table>${rows}</table></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
}
