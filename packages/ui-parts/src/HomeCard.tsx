import { Link } from '@backstage/ui';
import type { ReactNode } from 'react';
import { Card } from './Card';

/** A part of the home page, with the way to the page that has the whole of it. */
export function HomeCard(props: {
  title: string;
  more?: { title: string; href?: string };
  isUrgent?: boolean;
  isBusy?: boolean;
  children: ReactNode;
}) {
  const { more, ...card } = props;
  return (
    <Card
      {...card}
      more={
        more?.href ? (
          <Link href={more.href} variant="body-small">
            {more.title}
          </Link>
        ) : null
      }
    />
  );
}
