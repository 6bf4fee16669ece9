import { Writable } from 'node:stream';
import { createLogger, format, transports } from 'winston';
import { withoutStartupStacks } from './withoutStartupStacks';

function logError(type: string) {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  createLogger({
    format: format.combine(withoutStartupStacks(), format.json()),
    transports: [new transports.Stream({ stream })],
  })
    .child({ type })
    .error('Plugin threw an error', new Error('roles.table: wrong'));
  return JSON.parse(lines[0]);
}

describe('withoutStartupStacks', () => {
  it('keeps the message of a failure to start and drops its stack', () => {
    const line = logError('initialization');
    expect(line.message).toContain('roles.table: wrong');
    expect(line).not.toHaveProperty('stack');
  });

  it('keeps the stack of every other error', () => {
    expect(logError('request')).toHaveProperty('stack');
  });
});
