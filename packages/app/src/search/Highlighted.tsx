import { Fragment } from 'react';

interface HighlightedProps {
  text: string;
  /** What the search engine puts before and after a word that was found. */
  preTag?: string;
  postTag?: string;
}

/** Text of a result with the words that were found marked. The engine's tags never become HTML. */
export const Highlighted = (props: HighlightedProps) => (
  <>
    {split(props).map((part, index) =>
      part.found ? (
        <mark key={index}>{part.text}</mark>
      ) : (
        <Fragment key={index}>{part.text}</Fragment>
      ),
    )}
  </>
);

export function split(
  options: HighlightedProps,
): { text: string; found: boolean }[] {
  const { text, preTag, postTag } = options;
  if (!preTag || !postTag) {
    return [{ text, found: false }];
  }
  return text
    .split(preTag)
    .flatMap((piece, index) => {
      if (index === 0) {
        return [{ text: piece, found: false }];
      }
      const [found, ...rest] = piece.split(postTag);
      return [
        { text: found, found: true },
        { text: rest.join(postTag), found: false },
      ];
    })
    .filter(part => part.text !== '');
}
