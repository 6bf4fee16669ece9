import { Fragment } from 'react';
import { Helmet } from 'react-helmet';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { RiSearch2Line } from '@remixicon/react';
import { CreateServiceLink } from '../create/CreateServiceLink';
import { requestSearch } from '../shell/searchRequest';
import { useSignedInPerson } from '../shell/useSignedInPerson';
import { greet, writeDay } from './greet';
import { RecentlyVisited } from './RecentlyVisited';
import { Starred } from './Starred';
import { WaitsForMe } from './WaitsForMe';
import styles from './home.module.css';

/** The name of the widgets that stand first: what waits for a decision of the person. */
const urgent = 'waits-for-me';

/** The names of those that stand next; others come after them. */
const order = ['runs-now', 'my-services'];

/**
 * The home page: what waits for the person first, then what other plugins attach to the page, then what
 * is theirs, then the way back to where they were.
 */
export const HomePage = (props: HomePageLayoutProps) => {
  const { widgets } = props;
  const person = useSignedInPerson();
  const now = new Date();

  return (
    <main className={styles.page}>
      <Helmet title="Home" />
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>
            {person ? `${greet(now)}, ${person.firstName}` : greet(now)}
          </h1>
          <p className={styles.day}>{writeDay(now)}</p>
        </div>
        <button
          type="button"
          className={styles.search}
          onClick={requestSearch}
          aria-keyshortcuts="/"
        >
          <RiSearch2Line size={16} aria-hidden="true" />
          <span>Search services, people, teams and docs</span>
          <kbd aria-hidden="true">/</kbd>
        </button>
        <CreateServiceLink variant="primary" />
      </header>
      <div className={styles.columns}>
        <div className={styles.wide}>
          <Widgets widgets={widgets.filter(({ name }) => name === urgent)} />
          <WaitsForMe />
          <Widgets widgets={arrange(widgets)} />
        </div>
        <div className={styles.narrow}>
          <RecentlyVisited />
          <Starred />
        </div>
      </div>
    </main>
  );
};

function arrange(widgets: HomePageLayoutProps['widgets']) {
  const placeOf = (name?: string) => {
    const place = order.indexOf(name ?? '');
    return place < 0 ? order.length : place;
  };
  return widgets
    .filter(({ name }) => name !== urgent)
    .sort((a, b) => placeOf(a.name) - placeOf(b.name));
}

const Widgets = (props: Pick<HomePageLayoutProps, 'widgets'>) => (
  <>
    {props.widgets.map(widget => (
      <Fragment key={widget.node.spec.id}>{widget.component}</Fragment>
    ))}
  </>
);
