import { Link } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import styles from './parts.module.css';

/** Goes to a page of the app as soon as it is drawn. Plugins have no router: it is a link that presses itself. */
export function GoTo(props: { href: string }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.click(), []);
  return (
    <Link ref={link} href={props.href} className={styles.unseen}>
      {props.href}
    </Link>
  );
}
