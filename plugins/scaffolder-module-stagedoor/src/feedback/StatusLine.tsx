import { ReactNode } from 'react';
import {
  RiCheckLine,
  RiCloseLine,
  RiErrorWarningLine,
  RiLoader4Line,
} from '@remixicon/react';
import styles from './StatusLine.module.css';

const icons = {
  checking: RiLoader4Line,
  ok: RiCheckLine,
  bad: RiCloseLine,
  unknown: RiErrorWarningLine,
};

/** How a value stands, below its field. Read out when it changes. */
export function StatusLine(props: {
  id?: string;
  tone?: keyof typeof icons;
  children?: ReactNode;
}) {
  const { id, tone, children } = props;
  const Icon = tone && icons[tone];
  return (
    <div
      id={id}
      role="status"
      aria-live="polite"
      className={styles.line}
      data-tone={tone}
    >
      {Icon && <Icon size={16} aria-hidden className={styles.icon} />}
      <span>{children}</span>
    </div>
  );
}
