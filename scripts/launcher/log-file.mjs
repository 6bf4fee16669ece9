import fs from 'node:fs';
import process from 'node:process';

/**
 * A file that keeps what a program says. Where it cannot be written, as on a full disk, that is said once, and the program
 * goes on without it.
 */
export function openLog(file, complain = text => process.stderr.write(text)) {
  return fs.createWriteStream(file, { flags: 'a' }).on('error', ({ code }) => {
    complain(
      `The log ${file} cannot be written (${code}): what follows is not kept in it.\n`,
    );
  });
}
