/** What a line asks for: one of the sixteen colours that have names, or any other. */
export function readColor(
  name: string | null,
  trueColor: string | null,
): { name?: string; css?: string } {
  if (!name) {
    return {};
  }
  if (name === 'ansi-truecolor') {
    return { css: toCss((trueColor ?? '').split(',').map(Number)) };
  }
  const palette = /^ansi-palette-(\d{1,3})$/.exec(name);
  if (palette) {
    return { css: toCss(fromPalette(Number(palette[1]))) };
  }
  const named =
    /^ansi-((?:bright-)?(?:black|red|green|yellow|blue|magenta|cyan|white))$/.exec(
      name,
    );
  return named ? { name: named[1] } : {};
}

/** Of the 256 colours of xterm: a cube of 6 × 6 × 6 from 16 on, and 24 greys from 232 on. */
function fromPalette(index: number): number[] {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const levels = [0, 95, 135, 175, 215, 255];
  const cube = index - 16;
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(
    level => levels[level],
  );
}

function toCss(channels: readonly number[]): string | undefined {
  const isColor =
    channels.length === 3 &&
    channels.every(
      channel => Number.isInteger(channel) && channel >= 0 && channel <= 255,
    );
  return isColor ? `rgb(${channels.join(' ')})` : undefined;
}
