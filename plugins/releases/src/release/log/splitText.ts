import type { StyledText } from './readAnsi';

/** A stretch of a line that is drawn as one. */
export interface TextPiece {
  kind: 'text' | 'hit' | 'control';
  text: string;
  style: StyledText;
}

/** Characters that show nothing themselves but turn the direction of what follows. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Splits a line where what is searched for begins and ends, also across colours, and where direction would turn. */
export function splitText(
  parts: readonly StyledText[],
  search: string,
): TextPiece[] {
  const hits = findHits(parts.map(part => part.text).join(''), search);
  const pieces: TextPiece[] = [];
  let offset = 0;
  for (const style of parts) {
    let start = 0;
    while (start < style.text.length) {
      const piece = nextPiece(style, start, offset, hits);
      pieces.push(piece);
      start += piece.kind === 'control' ? 1 : piece.text.length;
    }
    offset += style.text.length;
  }
  return pieces;
}

function nextPiece(
  style: StyledText,
  start: number,
  offset: number,
  hits: readonly (readonly [number, number])[],
): TextPiece {
  const at = offset + start;
  const hit = hits.find(([, end]) => end > at);
  const isHit = hit !== undefined && hit[0] <= at;
  const border = hit ? (isHit ? hit[1] : hit[0]) - offset : Infinity;
  const text = style.text.slice(start, border);
  const turn = text.search(turning);
  if (turn === 0) {
    const code = text.charCodeAt(0).toString(16).toUpperCase();
    return { kind: 'control', text: `U+${code.padStart(4, '0')}`, style };
  }
  return {
    kind: isHit ? 'hit' : 'text',
    text: turn > 0 ? text.slice(0, turn) : text,
    style,
  };
}

function findHits(text: string, search: string): [number, number][] {
  const wanted = search.toLocaleLowerCase('en-US');
  const lower = text.toLocaleLowerCase('en-US');
  // Lower-casing may change lengths in rare scripts; marking nothing is better than marking the wrong words.
  if (wanted === '' || lower.length !== text.length) {
    return [];
  }
  const hits: [number, number][] = [];
  for (
    let at = lower.indexOf(wanted);
    at >= 0 && hits.length < 1000;
    at = lower.indexOf(wanted, at + wanted.length)
  ) {
    hits.push([at, at + wanted.length]);
  }
  return hits;
}
