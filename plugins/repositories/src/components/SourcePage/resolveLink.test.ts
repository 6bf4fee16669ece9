import { resolveLink } from './resolveLink';

describe('resolveLink', () => {
  it.each([
    ['docs/README.md', 'runbook.md', 'docs/runbook.md'],
    ['docs/README.md', '../src/a%20b.ts', 'src/a b.ts'],
    ['docs/README.md', '../../../../etc/passwd', 'etc/passwd'],
    ['what? 100% #1/README.md', 'next.md', 'what? 100% #1/next.md'],
  ])('leads from %s by %s to %s', (path, href, target) => {
    expect(resolveLink(path, href)).toBe(target);
  });

  it.each(['100%', '%zz.md', '\\\\[', '\u0001javascript:alert(1)'])(
    'leads nowhere by %j',
    href => {
      expect(resolveLink('README.md', href)).toBeUndefined();
    },
  );
});
