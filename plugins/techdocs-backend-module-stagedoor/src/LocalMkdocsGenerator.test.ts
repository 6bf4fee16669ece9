import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(60_000);

describe('LocalMkdocsGenerator', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor-docs-'));
    for (const folder of ['bin', 'input/docs', 'output']) {
      await mkdir(join(root, folder), { recursive: true });
    }
    await writeFile(join(root, 'input/mkdocs.yml'), 'site_name: payments\n');
    await writeFile(join(root, 'input/docs/index.md'), '# Payments\n');
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  /** Builds the docs where `bin` is all of the PATH. */
  function build() {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, '__testUtils__/buildDocs.ts'),
        join(root, 'input'),
        join(root, 'output'),
      ],
      { env: { PATH: join(root, 'bin') }, encoding: 'utf8', timeout: 50_000 },
    );
    return { status, stdout, stderr };
  }

  async function installMkdocs(script: string, mode = 0o755) {
    await writeFile(join(root, 'bin/mkdocs'), `#!/bin/sh\n${script}\n`, {
      mode,
    });
  }

  it('says what is missing and how to get it, and builds once it is there', async () => {
    const missing = build();
    expect(missing.stdout).toBe(
      'ServiceUnavailableError: Pages are built with mkdocs, and the machine that Stagedoor runs on has none. ' +
        'Install it there (on Debian or Ubuntu: apt-get install mkdocs mkdocs-material), then reload this page.',
    );
    expect(missing.status).toBe(1);

    await installMkdocs(
      `[ "$1" = --version ] || echo "<h1>Payments</h1>" > '${join(root, 'output/index.html')}'`,
    );
    expect(build()).toMatchObject({ status: 0, stdout: '' });
    await expect(
      readFile(join(root, 'output/index.html'), 'utf8'),
    ).resolves.toContain('Payments');
  });

  it('says so where mkdocs may not be run', async () => {
    await installMkdocs('exit 0', 0o644);
    expect(build().stdout).toContain('apt-get install mkdocs');
  });

  it.each([
    ['theme: readthedocs', "'readthedocs'"],
    ['theme:\n  name: mkdocs', "'mkdocs'"],
  ])('refuses a theme that would never appear: %j', async (theme, name) => {
    await installMkdocs('exit 0');
    await writeFile(
      join(root, 'input/mkdocs.yml'),
      `site_name: payments\n${theme}\n`,
    );
    expect(build().stdout).toBe(
      `InputError: mkdocs.yml asks for the theme ${name}, and only 'material' can be shown here. Name that one, or leave the theme out.`,
    );
  });

  it.each([
    'theme: material',
    'theme:\n  name: material\n  palette: { primary: teal }',
    'extra:\n  emoji: !!python/name:materialx.emoji.twemoji',
  ])('builds what can be shown: %j', async theme => {
    await installMkdocs(
      `[ "$1" = --version ] || echo "<h1>Payments</h1>" > '${join(root, 'output/index.html')}'`,
    );
    await writeFile(
      join(root, 'input/mkdocs.yml'),
      `site_name: payments\n${theme}\n`,
    );
    expect(build()).toMatchObject({ status: 0, stdout: '' });
  });

  it('leaves an mkdocs that fails to the build', async () => {
    await installMkdocs('exit 3');
    const { stdout } = build();
    expect(stdout).toContain('exit code: 3');
    expect(stdout).not.toContain('apt-get');
  });
});
