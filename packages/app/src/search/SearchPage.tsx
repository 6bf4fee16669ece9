import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { SearchResult } from '@backstage/plugin-search-common';
import { searchApiRef } from '@backstage/plugin-search-react';
import {
  Button,
  Container,
  Link,
  SearchField,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useLoad } from '../feedback/useLoad';
import { useQueryParameters } from '../shell/routing';
import { Highlighted } from './Highlighted';
import styles from './SearchPage.module.css';

const kinds = [
  { id: 'all', title: 'Everything', types: undefined },
  { id: 'software-catalog', title: 'Catalog', types: ['software-catalog'] },
  { id: 'techdocs', title: 'Docs', types: ['techdocs'] },
] as const;

/** All results of a search; what is searched for stands in the address, so that it can be shared. */
export const SearchPage = () => {
  const searchApi = useApi(searchApiRef);
  const [parameters, setParameters] = useQueryParameters();
  const term = parameters.get('query') ?? '';
  const kind = kinds.find(({ id }) => id === parameters.get('in')) ?? kinds[0];
  const cursor = parameters.get('page') ?? undefined;

  const data = useLoad(
    useCallback(
      async () =>
        term.trim()
          ? searchApi.query({
              term,
              types: kind.types ? [...kind.types] : undefined,
              pageCursor: cursor,
            })
          : undefined,
      [searchApi, term, kind, cursor],
    ),
  );

  return (
    <main>
      <Container>
        <div className={styles.controls}>
          <SearchField
            aria-label="Search"
            placeholder="Services, people, teams, docs"
            value={term}
            onChange={value => setParameters({ query: value, page: undefined })}
            // The page exists to be typed into.
            autoFocus
          />
          <ToggleButtonGroup
            aria-label="Where to search"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[kind.id]}
            onSelectionChange={keys =>
              setParameters({ in: String([...keys][0]), page: undefined })
            }
          >
            {kinds.map(({ id, title }) => (
              <ToggleButton key={id} id={id}>
                {title}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
        {data.state === 'loading' ? (
          <div className={styles.waiting} role="status" aria-label="Searching">
            <Skeleton width="50%" height={18} />
            <Skeleton width="70%" height={18} />
          </div>
        ) : null}
        {data.state === 'failed' ? (
          <div role="alert" className={styles.note}>
            <p>The search did not answer: {data.error.message}</p>
            <Button variant="secondary" size="small" onPress={data.retry}>
              Try again
            </Button>
          </div>
        ) : null}
        {data.state === 'ready' && !data.value ? (
          <p className={styles.note}>
            Type a word of a name, a description or a page of documentation.
          </p>
        ) : null}
        {data.state === 'ready' && data.value ? (
          <>
            <p className={styles.note} role="status">
              {count(data.value.numberOfResults, data.value.results.length)}
            </p>
            <ul className={styles.results}>
              {data.value.results.map(result => (
                <Result
                  key={`${result.type} ${result.document.location}`}
                  result={result}
                />
              ))}
            </ul>
            <Pages
              previous={data.value.previousPageCursor}
              next={data.value.nextPageCursor}
              onGo={page => setParameters({ page })}
            />
          </>
        ) : null}
      </Container>
    </main>
  );
};

function count(total: number | undefined, shown: number): string {
  const known = total ?? shown;
  if (known === 0) {
    return 'Nothing was found. The index follows the catalog and the docs with some minutes of delay; the quick search (press /) knows the catalog as it is now.';
  }
  return known === 1 ? '1 result' : `${known} results`;
}

const Result = (props: { result: SearchResult }) => {
  const { document, highlight, type } = props.result;
  const facts = document as {
    kind?: string;
    componentType?: string;
    owner?: string;
  };
  return (
    <li className={styles.result}>
      <Link href={document.location} className={styles.title}>
        <Highlighted
          text={highlight?.fields.title ?? document.title}
          preTag={highlight?.preTag}
          postTag={highlight?.postTag}
        />
      </Link>
      <span className={styles.facts}>
        {[
          type === 'techdocs' ? 'Docs' : facts.kind,
          facts.componentType,
          facts.owner ? `owned by ${facts.owner}` : undefined,
        ]
          .filter(Boolean)
          .join(', ')}
      </span>
      <p className={styles.text}>
        <Highlighted
          text={highlight?.fields.text ?? document.text}
          preTag={highlight?.preTag}
          postTag={highlight?.postTag}
        />
      </p>
    </li>
  );
};

const Pages = (props: {
  previous?: string;
  next?: string;
  onGo: (cursor: string) => void;
}) => {
  const { previous, next, onGo } = props;
  return previous || next ? (
    <nav className={styles.pages} aria-label="Pages of results">
      <Button
        variant="secondary"
        size="small"
        isDisabled={!previous}
        onPress={() => previous && onGo(previous)}
      >
        Previous
      </Button>
      <Button
        variant="secondary"
        size="small"
        isDisabled={!next}
        onPress={() => next && onGo(next)}
      >
        Next
      </Button>
    </nav>
  ) : null;
};
