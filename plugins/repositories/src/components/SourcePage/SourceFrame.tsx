import { Container } from '@backstage/ui';
import { useEffect, type ComponentProps } from 'react';
import { Problem } from '../Problem/Problem';
import { Source } from './Source';

/** The page around the source, or around saying that the address leads to none. */
export function SourceFrame(props: {
  location: ComponentProps<typeof Source>['location'] | undefined;
}) {
  const { location } = props;
  const title = location && [location.path, location.name].filter(Boolean);
  useEffect(() => {
    if (title) {
      document.title = `${title.join(' · ')} · Stagedoor`;
    }
  });
  return (
    <Container>
      <main>
        {location ? (
          <Source location={location} />
        ) : (
          <Problem
            subject="This address"
            error={new Error('It does not lead to a file of a repository.')}
            onRetry={() => window.location.reload()}
          />
        )}
      </main>
    </Container>
  );
}
