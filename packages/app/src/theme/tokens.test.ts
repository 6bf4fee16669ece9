import { readFileSync } from 'fs';
import { resolve } from 'path';
import { darkPalette, lightPalette, type Palette } from './palette';

const css = readFileSync(resolve(__dirname, 'tokens.css'), 'utf8');

/** The colours that a block of tokens.css declares, by their name without the prefix. */
function readBlock(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--sd-([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(match => [
      match[1],
      match[2],
    ]),
  );
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928
      ? channel / 12.92
      : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (light + 0.05) / (dark + 0.05);
}

const modes: [name: string, tokens: Map<string, string>, palette: Palette][] = [
  ['light', readBlock("[data-theme-mode='light']"), lightPalette],
  ['dark', readBlock("[data-theme-mode='dark']"), darkPalette],
];

/** Every colour of text, and the grounds it stands on somewhere. */
const readable: [text: string, grounds: string[]][] = [
  ['fg', ['app', 'surface', 'raised', 'hover', 'primary-soft']],
  ['fg-2', ['app', 'surface', 'raised', 'hover', 'unk-soft', 'primary-soft']],
  ['fg-3', ['app', 'surface', 'raised', 'hover', 'unk-soft']],
  ['primary', ['app', 'surface', 'raised', 'hover', 'primary-soft']],
  ['primary-fg', ['primary', 'primary-strong']],
  ['side-fg', ['side']],
  ['brand-fg', ['brand']],
  ...['ok', 'warn', 'bad', 'run', 'unk'].map((tone): [string, string[]] => [
    tone,
    ['app', 'surface', 'raised', `${tone}-soft`],
  ]),
];

describe.each(modes)('the %s theme', (_name, tokens, palette) => {
  it.each(
    readable.flatMap(([text, grounds]) =>
      grounds.map(ground => [text, ground] as const),
    ),
  )('%s on %s is readable (WCAG AA)', (text, ground) => {
    expect(
      contrast(tokens.get(text) ?? '', tokens.get(ground) ?? ''),
    ).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the edge of a control so that it can be seen', () => {
    for (const ground of ['app', 'surface']) {
      expect(
        contrast(tokens.get('control') ?? '', tokens.get(ground) ?? ''),
      ).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives the stock pages the same colours', () => {
    for (const [name, colour] of Object.entries(palette)) {
      const token = name.replace(
        /[A-Z]|\d/g,
        letter => `-${letter.toLowerCase()}`,
      );
      expect([token, tokens.get(token)]).toEqual([token, colour]);
    }
  });
});
