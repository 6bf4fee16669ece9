import {
  ErrorDisplay,
  NotFoundErrorPage,
  Progress,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { BrokenPart } from './BrokenPart';
import { Loading } from './Loading';
import { NotFound } from './NotFound';

/** What shows while a page is loaded. */
export const progress = SwappableComponentBlueprint.make({
  name: 'core-progress',
  params: define =>
    define({ component: Progress, loader: () => () => <Loading /> }),
});

/** What shows where no page is. */
export const notFoundPage = SwappableComponentBlueprint.make({
  name: 'core-not-found-error-page',
  params: define =>
    define({ component: NotFoundErrorPage, loader: () => () => <NotFound /> }),
});

/** What shows in place of a part of a page that broke. */
export const errorDisplay = SwappableComponentBlueprint.make({
  name: 'core-error-display',
  params: define =>
    define({
      component: ErrorDisplay,
      loader: () => props => (
        <BrokenPart
          part={props.plugin?.title ?? props.plugin?.pluginId}
          error={props.error}
          onRetry={props.resetError}
        />
      ),
    }),
});
