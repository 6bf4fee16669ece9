import Anser from 'anser';
import { cleanLine } from './cleanLine';
import { readColor } from './readColor';

/** A stretch of a line that looks the same throughout. */
export interface StyledText {
  text: string;
  /** `red`, `bright-blue`, `on-green`, `bold` and their like. */
  looks: readonly string[];
  /** Colours beyond the sixteen that have names. */
  color?: string;
  background?: string;
}

/** Decorations that are shown. Blinking distracts, and what a line hides is what one wants to see. */
const decorations: readonly string[] = [
  'bold',
  'dim',
  'italic',
  'underline',
  'reverse',
  'strikethrough',
];

/**
 * Reads the colours of a line into stretches of text. Everything else that a terminal would obey is left out: a log shows
 * what was printed, it does not act.
 */
export function readAnsi(line: string): StyledText[] {
  const clean = cleanLine(line);
  if (!clean.includes('\u001b')) {
    return clean === '' ? [] : [{ text: clean, looks: [] }];
  }
  return Anser.ansiToJson(clean, { use_classes: true })
    .filter(part => part.content !== '')
    .map(part => {
      const front = readColor(part.fg, part.fg_truecolor);
      const back = readColor(part.bg, part.bg_truecolor);
      return {
        text: part.content,
        looks: [
          ...(front.name ? [front.name] : []),
          ...(back.name ? [`on-${back.name}`] : []),
          ...part.decorations.filter(name => decorations.includes(name)),
        ],
        color: front.css,
        background: back.css,
      };
    });
}
