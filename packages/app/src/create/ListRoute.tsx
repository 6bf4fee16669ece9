import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { Loading } from '../feedback/Loading';
import { useCurrentPath } from '../shell/routing';
import styles from './ListRoute.module.css';

interface ListRouteProps {
  /** The last part of the address of the list. */
  part: string;
  load: () => Promise<() => JSX.Element>;
  /** What the stock page shows at the addresses below. */
  children: ReactNode;
}

/** A list of our own at the root of a sub page, the stock page below it. */
export const ListRoute = (props: ListRouteProps) => {
  const { part, load, children } = props;
  const path = useCurrentPath().replace(/\/+$/, '');
  const List = useMemo(
    () => lazy(async () => ({ default: await load() })),
    [load],
  );
  return path.endsWith(`/${part}`) ? (
    <Suspense fallback={<Loading />}>
      <List />
    </Suspense>
  ) : (
    <div className={styles.narrow}>{children}</div>
  );
};
