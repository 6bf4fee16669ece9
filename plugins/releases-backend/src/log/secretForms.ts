/** Shorter values appear in every text by chance, and guessing them is easier than reading logs. */
export const shortestSecret = 6;

/**
 * Lists the ways in which a secret shows up in output: as it is, line by line, and as common tools write it.
 */
export function listSecretForms(secret: string): string[] {
  const lines = secret.split(/\r?\n/);
  const spellings = [
    secret.replaceAll('\r\n', '\n'),
    secret.trim(),
    ...(lines.length > 1 ? lines.map(line => line.trim()) : []),
  ];
  const forms = new Set<string>();
  for (const spelling of spellings) {
    const bytes = Buffer.from(spelling, 'utf8');
    const json = JSON.stringify(spelling).slice(1, -1);
    const url = encodeURIComponent(bytes.toString('utf8'));
    const hex = bytes.toString('hex');
    [
      spelling,
      json,
      json.replaceAll('/', '\\/'),
      url,
      url.replaceAll('%20', '+'),
      url.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase()),
      spelling.replaceAll("'", "'\\''"),
      hex,
      hex.toUpperCase(),
      ...listBase64Forms(bytes),
    ].forEach(form => forms.add(form));
  }
  return [...forms].filter(form => form.length >= shortestSecret);
}

/**
 * Inside a longer text in base64 (`user:secret`), a secret begins at one of three places of a group: the characters that
 * it alone decides are always the same. Tools also break the text into lines of 64 or 76.
 */
function listBase64Forms(bytes: Buffer): string[] {
  const whole = bytes.toString('base64');
  const forms = [whole];
  for (const offset of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(
      'base64',
    );
    const first = offset === 0 ? 0 : offset + 1;
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    forms.push(text.slice(first, last));
  }
  for (const width of [64, 76]) {
    if (whole.length > width) {
      forms.push(...(whole.match(new RegExp(`.{1,${width}}`, 'g')) ?? []));
    }
  }
  return forms.flatMap(form => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  ]);
}
