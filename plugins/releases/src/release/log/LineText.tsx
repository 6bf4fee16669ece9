import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { memo, useMemo } from 'react';
import styles from './ansi.module.css';
import { readAnsi, StyledText } from './readAnsi';
import { splitText, TextPiece } from './splitText';
import { logTranslationRef } from './translation';

function PlainLineText(props: { text: string; search: string }) {
  const { text, search } = props;
  const parts = useMemo(() => readAnsi(text), [text]);
  const pieces = useMemo(() => splitText(parts, search), [parts, search]);
  return (
    <>
      {pieces.map((piece, index) => (
        <Piece key={index} piece={piece} />
      ))}
    </>
  );
}

/** The text of a line in its colours, with what is searched for marked. Only ever text: nothing in it becomes markup. */
export const LineText = memo(PlainLineText);

function Piece(props: { piece: TextPiece }) {
  const { text, style, kind } = props.piece;
  const { t } = useTranslationRef(logTranslationRef);
  if (kind === 'control') {
    return (
      <span className={styles.control} title={t('row.turns')}>
        {text}
      </span>
    );
  }
  const className = style.looks.map(look => styles[look]).join(' ');
  const content =
    kind === 'hit' ? <mark className={styles.hit}>{text}</mark> : text;
  return className || style.color || style.background ? (
    <span className={className || undefined} style={colorsOf(style)}>
      {content}
    </span>
  ) : (
    <>{content}</>
  );
}

function colorsOf({ color, background }: StyledText) {
  return color || background ? { color, background } : undefined;
}
