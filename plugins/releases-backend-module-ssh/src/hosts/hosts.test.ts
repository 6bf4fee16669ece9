import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { AnswerReader } from './AnswerReader';
import { parseHostAddress } from './hostAddress';
import { quote, quoteExports } from './quote';
import { readHostProgram } from './readHostProgram';
import { Slots } from './Slots';

const nasty = [
  "it's",
  '$(touch /tmp/x)',
  '`id`',
  '"',
  '\\',
  'a\nb',
  '; id',
  '-n',
  '*',
  '${HOME}',
  ' ',
  '',
  '!x',
  "'\\''",
  'é\u202e',
];

describe('quote', () => {
  it.each(['dash', 'bash', 'sh'])('survives %s whatever is in it', shell => {
    for (const value of nasty) {
      const output = execFileSync(shell, ['-c', `printf %s ${quote(value)}`], {
        encoding: 'utf8',
      });
      expect(output).toBe(value);
    }
    const exports = quoteExports(
      Object.fromEntries(nasty.map((value, i) => [`V${i}`, value])),
    );
    const shown = execFileSync(
      shell,
      [
        '-c',
        `${exports}printf '%s|' ${nasty.map((_, i) => `"$V${i}"`).join(' ')}`,
      ],
      { encoding: 'utf8' },
    );
    expect(shown).toBe(nasty.map(value => `${value}|`).join(''));
  });

  it('refuses what no shell can hold', () => {
    expect(() => quote('a\0b')).toThrow('NUL');
    expect(() => quoteExports({ 'A=1; id': 'x' })).toThrow(
      'is not the name of a variable',
    );
  });
});

describe('parseHostAddress', () => {
  it.each([
    ['prod-1', 'prod-1', 22],
    ['prod-1.example.org:2222', 'prod-1.example.org', 2222],
    ['10.0.0.1:22', '10.0.0.1', 22],
    ['[fd00::1]:2200', 'fd00::1', 2200],
    ['fd00::1', 'fd00::1', 22],
  ])('reads %s', (text, host, port) => {
    expect(parseHostAddress(text)).toEqual({ host, port });
  });

  it.each([
    '-oProxyCommand=touch /tmp/x',
    '-oProxyCommand=id:22',
    'a b',
    'root@prod',
    'a;id',
    '$(id)',
    'a\n',
    '',
    ':22',
    'a:0',
    'a:70000',
    'a:22:22',
    '[x]:22',
    '[fd00::1',
    'a/b',
    '%h',
    'prod-:22',
  ])('refuses %j', text => {
    expect(() => parseHostAddress(text)).toThrow(
      'is not the address of a host',
    );
  });
});

describe('AnswerReader', () => {
  const stream =
    'noise of a login\n\n@n1 current 3\nhook says @n1 no\n\n@n2 exit 0\n\n@n1 exit 4\n';

  it.each([1, 2, 3, 7, 1000])(
    'tells answers from output in pieces of %i',
    size => {
      const reader = new AnswerReader('n1');
      let output = '';
      for (let i = 0; i < stream.length; i += size) {
        output += reader
          .take(Buffer.from(stream.slice(i, i + size)))
          .toString();
      }
      expect(reader.answers).toEqual([
        { key: 'current', value: '3' },
        { key: 'exit', value: '4' },
      ]);
      // A line break that comes alone is shown: nobody waits for what may follow it.
      expect(output.replace(/\n+/g, '\n')).toBe(
        'noise of a login\nhook says @n1 no\n@n2 exit 0\n',
      );
      expect(reader.isComplete).toBe(true);
    },
  );

  it('shows a line as soon as it is whole', () => {
    const reader = new AnswerReader('n1');
    expect(reader.take(Buffer.from('waiting\n')).toString()).toBe('waiting\n');
    expect(reader.take(Buffer.from('@n')).toString()).toBe('');
    expect(reader.take(Buffer.from('2 ')).toString()).toBe('@n2 ');
  });

  it('does not let a host fill the memory', () => {
    const reader = new AnswerReader('n1');
    expect(() =>
      reader.take(Buffer.from(`\n@n1 marker ${'x'.repeat(100_000)}`)),
    ).toThrow('endless line');
    const chatty = new AnswerReader('n1');
    expect(() => chatty.take(Buffer.from('\n@n1 a\n'.repeat(3_000)))).toThrow(
      'without end',
    );
  });
});

describe('the program for hosts', () => {
  it.each([
    ['dash', ['-n']],
    ['busybox', ['sh', '-n']],
    ['bash', ['--posix', '-n']],
  ])('is plain shell, as %s reads it', (shell, options) => {
    const program = readHostProgram();
    expect(program).not.toMatch(/^\s*#/m);
    if (hasProgram(shell)) {
      execFileSync(shell, options, { input: program });
    }
  });
});

describe('a command on a host', () => {
  it('does not begin when what it needs has not arrived as a whole', () => {
    const path = mkdtempSync(join(tmpdir(), 'stagedoor-host-'));
    mkdirSync(join(path, 'releases', '1'), { recursive: true });
    const run = (input: string) =>
      spawnSync(
        'sh',
        [
          ...['-c', readHostProgram(), 'stagedoor', 'n', path, '1', '1', 'x'],
          ...['check', '10', '1', 'touch "begun-$A"'],
        ],
        { input, encoding: 'utf8' },
      ).stdout;
    const cut = run("export A='1'\n");
    expect(cut).toContain('@n error lost ');
    expect(readdirSync(join(path, 'releases', '1'))).toEqual([]);
    expect(run("export A='1'\n@n\n")).not.toContain('@n error');
    rmSync(path, { recursive: true });
  });

  it('keeps nobody waiting while it waits for what it needs itself', async () => {
    const path = mkdtempSync(join(tmpdir(), 'stagedoor-host-'));
    mkdirSync(join(path, 'releases', '1'), { recursive: true });
    mkdirSync(join(path, '.stagedoor'));
    const words = (epoch: string, program: string) => [
      ...['-c', program, 'stagedoor', 'n', path, '1', epoch, 'x'],
      ...['hook', 'key', '3', '1', 'touch "begun-$STAGEDOOR_EPOCH"'],
    ];
    const settings = (epoch: string) =>
      `export STAGEDOOR_EPOCH='${epoch}'\n@n\n`;
    const program = readHostProgram();
    const telling = `read() { unset -f read; echo reads >&2; command read "$@"; }\n${program}`;
    // Its worker stands still before it has sent the settings, and goes on too late.
    const first = spawn('sh', words('1', telling));
    const said = readText(first.stdout);
    await once(first.stderr, 'data');
    const second = spawn('sh', words('2', program));
    second.stdin.write(settings('2'));
    expect(await readText(second.stdout)).toContain('@n exit 0');
    first.stdin.end(settings('1'));
    expect(await said).toContain('@n error fenced 1 2');
    expect(readdirSync(join(path, 'releases', '1'))).toEqual(['begun-2']);
    rmSync(path, { recursive: true });
  });
});

function hasProgram(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`]);
    return true;
  } catch {
    return false;
  }
}

describe('Slots', () => {
  it('lets so many run at a time, and frees a slot when work fails', async () => {
    const slots = new Slots(2);
    let running = 0;
    let most = 0;
    const results = await Promise.allSettled(
      Array.from({ length: 9 }, (_, i) =>
        slots.use(async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise(resolve => setTimeout(resolve, 5));
          running -= 1;
          if (i % 2) {
            throw new Error('no');
          }
        }),
      ),
    );
    expect([most, running]).toEqual([2, 0]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(
      4,
    );
  });
});
