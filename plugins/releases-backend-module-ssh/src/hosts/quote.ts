import { InputError } from '@backstage/errors';

/** Writes a value as one word of a POSIX shell, whatever is in it. */
export function quote(value: string): string {
  if (value.includes('\0')) {
    throw new InputError('A value for a command must not contain NUL');
  }
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Writes variables as lines that a POSIX shell can evaluate. */
export function quoteExports(
  variables: Readonly<Record<string, string>>,
): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      if (!/^[A-Z][A-Z0-9_]*$/.test(name)) {
        throw new InputError(`'${name}' is not the name of a variable`);
      }
      return `export ${name}=${quote(value)}\n`;
    })
    .join('');
}
