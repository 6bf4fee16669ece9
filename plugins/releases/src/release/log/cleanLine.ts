const escape = '\u001b';
const end = `(?:\u0007|${escape}\\\\|\u009c|$)`;

/** Operating system commands (titles, links), device control strings and their like, with all they carry. */
const strings = new RegExp(
  `(?:${escape}[\\]PX^_]|[\u0090\u0098\u009d\u009e\u009f])[^]*?${end}`,
  'g',
);
/** Control sequences but those that set colours. */
const sequences = new RegExp(
  `(?:${escape}\\[|\u009b)(?![\\d;]*m)[\\x20-\\x3f]*[\\x40-\\x7e]?`,
  'g',
);
/** Escapes of two characters: charsets, keypad modes, reset. */
const pairs = new RegExp(`${escape}(?!\\[)[ -/]*[0-~]?`, 'g');
/** Controls that are left. */
const controls = /\p{Cc}/gu;
const colours = new RegExp(`${escape}\\[[\\d;]*m`, 'g');

/** Takes everything out of a line that a terminal would obey, but for colours. */
export function cleanLine(line: string): string {
  return line
    .replace(strings, '')
    .replace(sequences, '')
    .replace(pairs, '')
    .replace(controls, control =>
      control === '\t' || control === escape ? control : '',
    );
}

/** A line as words alone: what people search in and copy. */
export function readPlain(line: string): string {
  return cleanLine(line).replace(colours, '');
}
